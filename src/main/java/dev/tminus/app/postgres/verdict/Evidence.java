package dev.tminus.app.postgres.verdict;

import java.util.List;

/**
 * What is known about a migration that was begun and is not recorded as finished.
 *
 * @param together whether its statements are one transaction: all of them or none
 * @param statements how many it has; 0 where nobody can tell
 * @param traces of its statements in the catalog
 * @param schema the schema as a whole
 * @param busy another session holds the lock of migrations at this moment
 */
public record Evidence(
        String migration,
        boolean together,
        int statements,
        Answer answer,
        Progress progress,
        List<Trace> traces,
        Schema schema,
        boolean busy) {

    public Evidence {
        if (migration.isBlank()) {
            throw new IllegalArgumentException("migration must not be blank, was '%s'".formatted(migration));
        }
        traces = List.copyOf(traces);
    }

    /** What the server answered, as far as it is known. */
    public enum Answer {
        /** An error: a transaction it was in is rolled back. */
        ERROR,
        /** A record that commits with the script is there. */
        MARKER_THERE,
        /** A record that commits with the script is not there. */
        MARKER_ABSENT,
        /** Nobody heard it. */
        NONE
    }

    /**
     * How far statements that stand alone have come.
     *
     * @param done so many from the first on are known to be done
     * @param failedAt the number of the one that failed; 0 where that is not known
     */
    public record Progress(int done, int failedAt) {
        public static final Progress NONE = new Progress(0, 0);
    }

    /** The schema as a whole. */
    public enum Schema {
        /** As before the step. */
        UNCHANGED,
        /** As the rehearsal of this very runbook left it. */
        AS_REHEARSED,
        CHANGED,
        UNKNOWN
    }
}
