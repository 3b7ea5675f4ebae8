package dev.tminus.app.demo;

import dev.tminus.run.Checklist;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the demo needs of the rest of the program. Everything is done in this process, but with variables of its own. */
public interface Stage {

    /**
     * A PostgreSQL server of the demo's own.
     *
     * @param home where its data lies
     * @param linger how long it stays when this process has ended without stopping it
     */
    Server serve(Path home, Duration linger);

    /** Carries out a command line of tminus, as a user would type it, and returns its exit code. */
    int tminus(Map<String, String> variables, List<String> arguments);

    /** Carries out {@code prisma migrate resolve --applied} by tminus's own means. */
    void markApplied(String databaseUrl, Path migrations, String migration);

    /** The run that began last in an environment. */
    Optional<Played> last(Map<String, String> variables, String environment);

    /** A line for the person who watches. */
    void say(String line);

    /** @param html the report as a page, where this program writes reports */
    record Played(Checklist checklist, Optional<String> html) {}

    /** A running server. */
    interface Server extends AutoCloseable {
        int port();

        String user();

        String password();

        /** The file whose first line is its process. */
        Path processFile();

        /** Stops it and deletes its data. */
        @Override
        void close();
    }
}
