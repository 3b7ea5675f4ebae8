package dev.tminus.app.postgres.migrate;

import dev.tminus.app.postgres.database.ServerError;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one deployment of a migration directory did, whether it went through or not.
 *
 * @param applied what this deployment applied and recorded, in order
 * @param pending what it did not get to
 * @param alreadyApplied what the database had before
 * @param edited what was applied before from a file that has changed since
 * @param failed the migration it stopped at
 */
public record MigrationReport(
        List<Applied> applied,
        List<Migration> pending,
        List<String> alreadyApplied,
        List<String> edited,
        Optional<Failure> failed) {

    public MigrationReport {
        applied = List.copyOf(applied);
        pending = List.copyOf(pending);
        alreadyApplied = List.copyOf(alreadyApplied);
        edited = List.copyOf(edited);
    }

    /** A migration that went through, with the time its script took. */
    public record Applied(String name, String checksum, Duration took, int attempts) {}

    /**
     * The migration that did not go through, PostgreSQL's code for it and its words, and what it left behind.
     *
     * @param statement which of its statements it was, where they were sent one at a time; else empty
     * @param named what the server named beside its code
     */
    public record Failure(
            String name,
            String sqlState,
            String error,
            Left left,
            int attempts,
            String statement,
            ServerError.Named named) {

        private static final Pattern NUMBER = Pattern.compile("statement (\\d+) of ");

        /** The number of the statement; 0 where that is not known. */
        int number() {
            Matcher found = NUMBER.matcher(statement);
            return found.lookingAt() ? Integer.parseInt(found.group(1)) : 0;
        }
    }

    /** What a failed script left behind, as far as the server's answer proves it. */
    public enum Left {
        /** Its statements were one transaction, which the server rolled back. */
        NOTHING,
        /** It holds statements that end or avoid transactions: some of its effects may stand. */
        MAYBE_SOME,
        /** The connection was lost while the script ran: all of it or nothing may stand. */
        UNKNOWN
    }
}
