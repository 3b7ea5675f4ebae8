package dev.tminus.app.cli.desk;

import java.nio.file.Path;

/** Plays the demo: the donations runbook, rehearsed and run for real. */
public interface DemoPlayer {

    /**
     * Returns the exit code of the last run.
     *
     * @param folder a new folder of the demo's own
     * @param failing whether production holds the data on which the migration fails
     * @param keep whether servers and databases stay
     */
    int play(Path folder, boolean failing, boolean keep) throws Exception;
}
