package dev.tminus.app.postgres.migrate;

import dev.tminus.app.postgres.migrate.MigrationLook.Attempt;
import dev.tminus.app.postgres.migrate.MigrationLook.Finished;
import dev.tminus.app.postgres.migrate.PrismaRecords.Row;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Applies {@code prisma/migrations} as {@code prisma migrate deploy} does: the same transactions, records and lock, so that
 * Prisma's own commands read the result as their own.
 *
 * @param schema what {@code ?schema=} of Prisma's database URL names; {@code public} where it names none
 */
public record PrismaMigrator(Path directory, String schema, InstantSource clock) implements Migrator {

    public PrismaMigrator {
        if (schema.isBlank()) {
            throw new IllegalArgumentException("schema must not be blank, was '%s'".formatted(schema));
        }
    }

    @Override
    public MigrationLook look(Connection connection) throws SQLException {
        return look(connection, PrismaDirectory.read(directory));
    }

    @Override
    public MigrationReport deploy(Connection connection, LockPatience patience, MigrationWatch watch)
            throws SQLException {
        return deploy(connection, patience, watch, migration -> true);
    }

    /** As {@link #deploy(Connection, LockPatience)}, but stops before the first migration that is not wanted. */
    public MigrationReport deploy(Connection connection, LockPatience patience, Predicate<Migration> wanted)
            throws SQLException {
        return deploy(connection, patience, MigrationWatch.none(), wanted);
    }

    private MigrationReport deploy(
            Connection connection, LockPatience patience, MigrationWatch watch, Predicate<Migration> wanted)
            throws SQLException {
        List<Migration> migrations = PrismaDirectory.read(directory);
        PrismaRecords records = new PrismaRecords(connection, schema);
        return MigrationLock.holding(connection, MigrationLock.PRISMA_KEY, session -> {
            records.prepare();
            session.searchPath(schema);
            PrismaUnfinished unfinished = new PrismaUnfinished(connection, records, migrations, watch);
            unfinished.settle(clock);
            MigrationLook before = look(connection, migrations);
            refuseUnfinished(before, unfinished.resumable());
            Set<String> applied = Set.copyOf(before.applied());
            List<Migration> due = migrations.stream()
                    .filter(migration -> !applied.contains(migration.name()))
                    .takeWhile(wanted)
                    .toList();
            PrismaApply apply = new PrismaApply(connection, records, clock, patience, watch);
            return apply.all(due, before, unfinished);
        });
    }

    @Override
    public Set<String> settle(Connection connection, MigrationWatch watch) throws SQLException {
        List<Migration> migrations = PrismaDirectory.read(directory);
        PrismaRecords records = new PrismaRecords(connection, schema);
        return MigrationLock.holding(connection, MigrationLock.PRISMA_KEY, session -> {
            session.searchPath(schema);
            PrismaUnfinished unfinished = new PrismaUnfinished(connection, records, migrations, watch);
            unfinished.settle(clock);
            return unfinished.resumable();
        });
    }

    @Override
    public void resolve(Connection connection, String name, Resolution resolution) throws SQLException {
        List<Migration> migrations = PrismaDirectory.read(directory);
        PrismaRecords records = new PrismaRecords(connection, schema);
        MigrationLock.holding(connection, MigrationLock.PRISMA_KEY, session -> {
            List<Row> rows = records.all().stream()
                    .filter(row -> row.name().equals(name))
                    .toList();
            switch (resolution) {
                case APPLIED -> markApplied(records, rows, migrations, name);
                case ROLLED_BACK -> markRolledBack(records, rows, name);
            }
            return resolution;
        });
    }

    private MigrationLook look(Connection connection, List<Migration> migrations) throws SQLException {
        List<Row> rows = new PrismaRecords(connection, schema).all();
        return MigrationLook.of(
                migrations,
                rows.stream()
                        .filter(Row::finished)
                        .map(row -> new Finished(row.name(), row.checksum()))
                        .toList(),
                attempts(rows, row -> row.logs().isPresent()),
                attempts(rows, row -> row.logs().isEmpty()),
                MigrationLock.heldElsewhere(connection, MigrationLock.PRISMA_KEY));
    }

    private static List<Attempt> attempts(List<Row> rows, Predicate<Row> kind) {
        return rows.stream()
                .filter(Row::unfinished)
                .filter(kind)
                .map(row -> new Attempt(row.name(), row.startedAt(), row.logs(), row.steps() > 0, row.checksum()))
                .toList();
    }

    private static void refuseUnfinished(MigrationLook look, Set<String> resumable) {
        Optional<Attempt> stuck = look.unfinished().stream()
                .filter(attempt -> !resumable.contains(attempt.name()))
                .findFirst();
        if (stuck.isPresent()) {
            Attempt attempt = stuck.get();
            throw new MigrationRefused(
                    "P3009",
                    "The migration %s started at %s and %s; resolve it (--rolled-back when nothing of it is left, --applied when all of it is there)."
                            .formatted(attempt.name(), attempt.startedAt(), fate(attempt)));
        }
    }

    private static String fate(Attempt attempt) {
        if (attempt.error().isPresent()) {
            return "failed";
        }
        return attempt.effectProven() ? "went through, but its end was not recorded" : "its outcome is not known";
    }

    private void markApplied(PrismaRecords records, List<Row> rows, List<Migration> migrations, String name)
            throws SQLException {
        Migration migration = migrations.stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new MigrationRefused(
                        "P3017", "There is no migration %s in %s; check the name.".formatted(name, directory)));
        if (rows.stream().anyMatch(Row::finished)) {
            throw new MigrationRefused("P3008", "The migration %s is already recorded as applied.".formatted(name));
        }
        if (!records.exist()) {
            records.create();
        }
        rollBackUnfinished(records, rows);
        records.markApplied(migration, clock.instant());
    }

    private void markRolledBack(PrismaRecords records, List<Row> rows, String name) throws SQLException {
        if (rows.isEmpty()) {
            throw new MigrationRefused(
                    "P3011",
                    "The migration %s cannot be rolled back: it was never applied to this database.".formatted(name));
        }
        if (rows.stream().anyMatch(Row::finished)) {
            throw new MigrationRefused(
                    "P3012", "The migration %s cannot be rolled back: it is not in a failed state.".formatted(name));
        }
        rollBackUnfinished(records, rows);
    }

    private void rollBackUnfinished(PrismaRecords records, List<Row> rows) throws SQLException {
        for (Row row : rows.stream().filter(Row::unfinished).toList()) {
            records.rolledBack(row.id(), clock.instant());
        }
    }
}
