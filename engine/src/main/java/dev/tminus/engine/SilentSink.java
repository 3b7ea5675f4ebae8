package dev.tminus.engine;

import dev.tminus.action.OutputSink;
import dev.tminus.run.OutputRef;
import java.nio.file.Path;
import java.util.Optional;

/** Shows and keeps nothing: the output holds a secret that nobody knows before it is captured. */
final class SilentSink implements OutputSink {

    @Override
    public void show(String text) {
        // Not even a part of it.
    }

    @Override
    public Optional<OutputRef> keep(Path masked) {
        return Optional.empty();
    }

    @Override
    public Optional<OutputRef> keep(String masked) {
        return Optional.empty();
    }
}
