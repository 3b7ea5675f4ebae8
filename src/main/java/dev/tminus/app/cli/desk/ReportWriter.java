package dev.tminus.app.cli.desk;

import dev.tminus.engine.Engine;
import java.time.Instant;
import java.util.Set;

/** Writes what a run did, for people who were not there. */
public interface ReportWriter {

    /** The formats it knows: {@code html}, {@code markdown}, {@code json}. */
    Set<String> formats();

    String write(Engine.Standing run, String format, Instant now);
}
