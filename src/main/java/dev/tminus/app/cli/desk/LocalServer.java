package dev.tminus.app.cli.desk;

import java.nio.file.Path;
import java.util.OptionalInt;

/** The PostgreSQL that Tminus starts for itself. */
public interface LocalServer {

    Path home();

    /** The port of the running server; empty when it does not run. */
    OptionalInt port();

    int users();

    /** Starts it where it does not run; gives its port. */
    int start();

    /** Whether there was one to stop. */
    boolean stop();
}
