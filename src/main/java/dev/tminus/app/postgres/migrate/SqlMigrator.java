package dev.tminus.app.postgres.migrate;

import dev.tminus.app.postgres.migrate.MigrationLook.Attempt;
import dev.tminus.app.postgres.migrate.MigrationLook.Finished;
import dev.tminus.app.postgres.migrate.SqlRecords.Row;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Applies plain numbered SQL files, each in one transaction together with the record that it is applied.
 *
 * <p>So after a crash the record is the truth: an unfinished file has left nothing and is pending again. A file whose first
 * line is {@code -- tminus: no-transaction} runs statement by statement, and an unfinished one needs a person.
 */
public record SqlMigrator(Path directory, String schema, InstantSource clock) implements Migrator {

    /** The letters "tminus": a key of our own, because other tools' migrations are no business of this lock. */
    static final long KEY = 0x746d696e7573L;

    public SqlMigrator {
        if (schema.isBlank()) {
            throw new IllegalArgumentException("schema must not be blank, was '%s'".formatted(schema));
        }
    }

    @Override
    public MigrationLook look(Connection connection) throws SQLException {
        boolean deploying = MigrationLock.heldElsewhere(connection, KEY);
        return look(SqlDirectory.read(directory), new SqlRecords(connection, schema).all(), deploying);
    }

    @Override
    public MigrationReport deploy(Connection connection, LockPatience patience, MigrationWatch watch)
            throws SQLException {
        List<Migration> migrations = SqlDirectory.read(directory);
        return MigrationLock.holding(connection, KEY, session -> {
            SqlRecords records = new SqlRecords(connection, schema);
            records.prepare();
            session.searchPath(schema);
            MigrationLook before = look(migrations, records.all(), false);
            Map<String, Resumption> resumable = resumable(connection, migrations, before, watch);
            refuseUnfinished(before, resumable.keySet());
            Set<String> finished = Set.copyOf(before.applied());
            List<Migration> due = migrations.stream()
                    .filter(migration -> !finished.contains(migration.name()))
                    .toList();
            return new SqlApply(connection, records, clock, patience, watch).all(due, before, resumable);
        });
    }

    @Override
    public Set<String> settle(Connection connection, MigrationWatch watch) throws SQLException {
        List<Migration> migrations = SqlDirectory.read(directory);
        return MigrationLock.holding(connection, KEY, session -> {
            session.searchPath(schema);
            MigrationLook look = look(migrations, new SqlRecords(connection, schema).all(), false);
            return resumable(connection, migrations, look, watch).keySet();
        });
    }

    private static Map<String, Resumption> resumable(
            Connection connection, List<Migration> migrations, MigrationLook look, MigrationWatch watch)
            throws SQLException {
        Map<String, Resumption> resumable = new LinkedHashMap<>();
        if (watch.journal().isEmpty()) {
            return resumable;
        }
        Set<String> names = look.unfinished().stream().map(Attempt::name).collect(Collectors.toSet());
        for (Migration migration : migrations) {
            boolean ours = names.contains(migration.name())
                    && SqlDirectory.avoidsTransaction(migration)
                    && watch.journal().get().began(migration, migration.name());
            if (ours) {
                Sending sending = Sending.outsideTransaction(migration.script());
                Optional<Resumption> found = sending.changesRole()
                        ? Optional.empty()
                        : Resumption.of(watch.journal().get(), connection, migration, sending.parts());
                found.ifPresent(resumption -> resumable.put(migration.name(), resumption));
            }
        }
        return resumable;
    }

    @Override
    public void resolve(Connection connection, String name, Resolution resolution) throws SQLException {
        MigrationLock.holding(connection, KEY, session -> {
            SqlRecords records = new SqlRecords(connection, schema);
            if (records.all().stream().noneMatch(row -> row.name().equals(name) && !row.finished())) {
                throw new MigrationRefused(
                        "The migration %s cannot be resolved: it is not begun and unfinished.".formatted(name));
            }
            switch (resolution) {
                case APPLIED -> records.finished(name, clock.instant(), Duration.ZERO);
                case ROLLED_BACK -> records.forget(name);
            }
            return resolution;
        });
    }

    /** A transactional file that did not finish left nothing, unless the session that runs it is still at work. */
    private static MigrationLook look(List<Migration> migrations, List<Row> rows, boolean deploying) {
        List<Row> unfinished = rows.stream()
                .filter(row -> !row.finished()
                        && (!row.transactional() || (deploying && row.error().isEmpty())))
                .toList();
        return MigrationLook.of(
                migrations,
                rows.stream()
                        .filter(Row::finished)
                        .map(row -> new Finished(row.name(), row.checksum()))
                        .toList(),
                attempts(unfinished, row -> row.error().isPresent()),
                attempts(unfinished, row -> row.error().isEmpty()),
                deploying);
    }

    private static List<Attempt> attempts(List<Row> unfinished, Predicate<Row> kind) {
        return unfinished.stream().filter(kind).map(SqlMigrator::attempt).toList();
    }

    private static Attempt attempt(Row row) {
        return new Attempt(row.name(), row.startedAt(), row.error(), false, row.checksum());
    }

    private static void refuseUnfinished(MigrationLook look, Set<String> resumable) {
        Optional<Attempt> stuck = look.unfinished().stream()
                .filter(attempt -> !resumable.contains(attempt.name()))
                .findFirst();
        if (stuck.isPresent()) {
            Attempt attempt = stuck.get();
            throw new MigrationRefused(
                    "The migration %s started at %s outside a transaction and %s; look what is left of it, then resolve it."
                            .formatted(
                                    attempt.name(),
                                    attempt.startedAt(),
                                    attempt.error().isPresent() ? "failed" : "its outcome is not known"));
        }
    }
}
