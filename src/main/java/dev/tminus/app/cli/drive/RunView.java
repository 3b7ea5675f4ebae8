package dev.tminus.app.cli.drive;

import dev.tminus.engine.OutputListener;
import dev.tminus.run.Checklist;

/** Shows a run to the person who drives or watches it. Output comes from many threads, everything else from one. */
public interface RunView extends OutputListener, AutoCloseable {

    /** The run as it stood before this command: known, and not shown as news. */
    void remember(Checklist checklist);

    /** The run as it stands now. */
    void show(Checklist checklist);

    /** A message about the run. */
    void say(String line);

    /** Gives the screen free, for a question or at the end. */
    @Override
    void close();
}
