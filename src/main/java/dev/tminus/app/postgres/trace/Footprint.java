package dev.tminus.app.postgres.trace;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one statement did to the database: whom it blocked and how long, what it rewrote, read and wrote.
 *
 * <p>Relations are named {@code schema.name}, and only those count that were there before the statement's transaction began:
 * nobody else can wait for a table that nobody else can see.
 *
 * @param statement its first words, in one line
 * @param locks what it took that was not held before it, the strongest mode for each relation
 * @param rows counted inside transactions only: a statement that commits by itself leaves no counters of its own
 * @param walBytes written by the whole server meanwhile, so an upper bound where others write too
 * @param tempBytes the most it held in temporary files at once; empty where the role may not look
 */
public record Footprint(
        String statement,
        Ending ending,
        List<Lock> locks,
        List<Rewrite> rewrites,
        List<Rows> rows,
        long walBytes,
        Optional<Long> tempBytes,
        Duration took) {

    public Footprint {
        locks = locks.stream().sorted(Comparator.comparing(Lock::relation)).toList();
        rewrites = rewrites.stream()
                .sorted(Comparator.comparing(Rewrite::relation))
                .toList();
        rows = rows.stream().sorted(Comparator.comparing(Rows::table)).toList();
        if (walBytes < 0) {
            throw new IllegalArgumentException("walBytes must not be negative, was " + walBytes);
        }
    }

    /** When a statement's locks are given back. */
    public enum Ending {
        /** At the end of the transaction it is a part of. */
        WITH_TRANSACTION,
        /** At its own end; it cannot be taken back. */
        BY_ITSELF
    }

    /** What a relation is. */
    public enum Kind {
        TABLE,
        INDEX,
        VIEW,
        SEQUENCE;

        static Kind of(String relkind) {
            return switch (relkind) {
                case "i", "I" -> INDEX;
                case "v" -> VIEW;
                case "S" -> SEQUENCE;
                default -> TABLE;
            };
        }
    }

    /** A lock the statement took; {@code held} from its grant to the end of the transaction. */
    public record Lock(String relation, Kind kind, LockMode mode, Duration held) {}

    /** A relation that got a new file; {@code bytes} is the old one's size as the planner knew it. */
    public record Rewrite(String relation, Kind kind, long bytes) {}

    /**
     * Rows of one table that the statement read one after the other or wrote.
     *
     * @param under the strongest lock its transaction held on the table by then
     * @param estimate rows of the table as the planner knew them, below 0 where never counted
     */
    public record Rows(
            String table, LockMode under, long estimate, long read, long inserted, long updated, long deleted) {

        public long written() {
            return inserted + updated + deleted;
        }

        /** Rows read while nobody else may read the table. */
        public long readExclusively() {
            return under.blocksReaders() ? read : 0;
        }
    }

    /** The values of a step's result, which {@link #of} reads back. */
    public Map<String, Object> values() {
        return FootprintValues.write(this);
    }

    public static Footprint of(Map<String, Object> values) {
        return FootprintValues.read(values);
    }

    /** Those in a list of a step's result, in their order; what is none is left out. */
    public static List<Footprint> all(@Nullable Object list) {
        return FootprintValues.readAll(list);
    }

    /** Of the same statement sent twice, one after the other: what both did together. */
    public Footprint and(Footprint next) {
        return FootprintSum.of(this, next);
    }

    /** For people: {@code readers of gifts wait 3.2 s}. */
    public List<String> words() {
        return FootprintWords.of(this);
    }
}
