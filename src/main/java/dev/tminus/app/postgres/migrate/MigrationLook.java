package dev.tminus.app.postgres.migrate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a database and its migration directory say about each other, read without changing either.
 *
 * @param applied recorded as finished, in the order of the directory
 * @param pending in the directory and neither finished nor failed nor unknown
 * @param failed started and recorded as failed: its error is in the record
 * @param unknown started, neither finished nor recorded as failed: its writer is gone or still at work
 * @param edited applied, but the file has changed since
 * @param absent finished according to the database, but no longer in the directory
 * @param deploying another session holds the migration lock at this moment
 */
public record MigrationLook(
        List<String> applied,
        List<Migration> pending,
        List<Attempt> failed,
        List<Attempt> unknown,
        List<String> edited,
        List<String> absent,
        boolean deploying) {

    public MigrationLook {
        applied = List.copyOf(applied);
        pending = List.copyOf(pending);
        failed = List.copyOf(failed);
        unknown = List.copyOf(unknown);
        edited = List.copyOf(edited);
        absent = List.copyOf(absent);
    }

    /**
     * A started migration without an end.
     *
     * @param effectProven when its script is known to have gone through
     * @param checksum of the file it was begun with
     */
    public record Attempt(
            String name, Instant startedAt, Optional<String> error, boolean effectProven, String checksum) {}

    /** A migration recorded as finished, with the checksum of the file it was then. */
    record Finished(String name, String checksum) {}

    /** What follows from the records, once they are told apart. */
    static MigrationLook of(
            List<Migration> migrations,
            List<Finished> finished,
            List<Attempt> failed,
            List<Attempt> unknown,
            boolean deploying) {
        Set<String> done = finished.stream().map(Finished::name).collect(Collectors.toSet());
        Set<String> begun = Stream.concat(failed.stream(), unknown.stream())
                .map(Attempt::name)
                .collect(Collectors.toSet());
        Set<String> present = migrations.stream().map(Migration::name).collect(Collectors.toSet());
        return new MigrationLook(
                migrations.stream().map(Migration::name).filter(done::contains).toList(),
                migrations.stream()
                        .filter(migration -> !done.contains(migration.name()) && !begun.contains(migration.name()))
                        .toList(),
                failed,
                unknown,
                migrations.stream()
                        .filter(migration -> edited(migration, finished))
                        .map(Migration::name)
                        .toList(),
                done.stream().filter(name -> !present.contains(name)).sorted().toList(),
                deploying);
    }

    private static boolean edited(Migration migration, List<Finished> finished) {
        return finished.stream()
                .anyMatch(row -> row.name().equals(migration.name()) && !migration.matches(row.checksum()));
    }

    /** True when nothing is left to apply and nothing stands in the way. */
    public boolean upToDate() {
        return pending.isEmpty() && failed.isEmpty() && unknown.isEmpty();
    }

    /** Everything that was begun and not finished, oldest first: what Prisma calls a failed migration. */
    public List<Attempt> unfinished() {
        return Stream.concat(failed.stream(), unknown.stream())
                .sorted((one, other) -> one.startedAt().compareTo(other.startedAt()))
                .toList();
    }
}
