package dev.tminus.action;

import dev.tminus.run.OutputRef;
import java.nio.file.Path;
import java.util.Optional;

/** Takes the output of one attempt, already masked. Safe for one writing thread. */
public interface OutputSink {

    /** Shows a part of it at once; bounded lines reach the screen, nothing is kept. */
    void show(String text);

    /** Keeps a finished file of masked output in the journal's store and gives its reference; empty when it is empty. */
    Optional<OutputRef> keep(Path masked);

    /** Keeps a short text of masked output. */
    Optional<OutputRef> keep(String masked);
}
