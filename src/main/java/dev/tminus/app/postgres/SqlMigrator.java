package dev.tminus.app.postgres;

import dev.tminus.app.postgres.MigrationLook.Attempt;
import dev.tminus.app.postgres.MigrationReport.Applied;
import dev.tminus.app.postgres.MigrationReport.Failure;
import dev.tminus.app.postgres.MigrationReport.Left;
import dev.tminus.app.postgres.SqlRecords.Row;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.Parser;

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
    public MigrationReport deploy(Connection connection, LockPatience patience) throws SQLException {
        List<Migration> migrations = SqlDirectory.read(directory);
        return MigrationLock.holding(connection, KEY, session -> {
            SqlRecords records = new SqlRecords(connection, schema);
            records.prepare();
            session.searchPath(schema);
            MigrationLook before = look(migrations, records.all(), false);
            refuseUnfinished(before);
            return apply(connection, records, before, patience);
        });
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
        Set<String> finished = names(rows, row -> row.finished());
        Set<String> stuck = names(
                rows,
                row -> !row.finished()
                        && (!row.transactional() || (deploying && row.error().isEmpty())));
        Set<String> present = migrations.stream().map(Migration::name).collect(Collectors.toSet());
        List<Row> unfinished =
                rows.stream().filter(row -> stuck.contains(row.name())).toList();
        return new MigrationLook(
                migrations.stream()
                        .map(Migration::name)
                        .filter(finished::contains)
                        .toList(),
                migrations.stream()
                        .filter(migration -> !finished.contains(migration.name()) && !stuck.contains(migration.name()))
                        .toList(),
                unfinished.stream()
                        .filter(row -> row.error().isPresent())
                        .map(SqlMigrator::attempt)
                        .toList(),
                unfinished.stream()
                        .filter(row -> row.error().isEmpty())
                        .map(SqlMigrator::attempt)
                        .toList(),
                migrations.stream()
                        .filter(migration -> edited(migration, rows))
                        .map(Migration::name)
                        .toList(),
                finished.stream()
                        .filter(name -> !present.contains(name))
                        .sorted()
                        .toList(),
                deploying);
    }

    private static Set<String> names(List<Row> rows, Function<Row, Boolean> kind) {
        return rows.stream().filter(kind::apply).map(Row::name).collect(Collectors.toSet());
    }

    private static Attempt attempt(Row row) {
        return new Attempt(row.name(), row.startedAt(), row.error(), false);
    }

    private static boolean edited(Migration migration, List<Row> rows) {
        return rows.stream()
                .anyMatch(row ->
                        row.finished() && row.name().equals(migration.name()) && !migration.matches(row.checksum()));
    }

    private static void refuseUnfinished(MigrationLook look) {
        if (!look.unfinished().isEmpty()) {
            Attempt attempt = look.unfinished().get(0);
            throw new MigrationRefused(
                    "The migration %s started at %s outside a transaction and %s; look what is left of it, then resolve it."
                            .formatted(
                                    attempt.name(),
                                    attempt.startedAt(),
                                    attempt.error().isPresent() ? "failed" : "its outcome is not known"));
        }
    }

    private MigrationReport apply(
            Connection connection, SqlRecords records, MigrationLook before, LockPatience patience)
            throws SQLException {
        List<Applied> applied = new ArrayList<>();
        Optional<Failure> failure = Optional.empty();
        for (Migration migration : before.pending()) {
            records.started(migration, clock.instant());
            ScriptRun run = SqlDirectory.avoidsTransaction(migration)
                    ? runStatements(connection, records, migration, patience)
                    : runWhole(connection, records, migration, patience);
            failure = run.failure();
            if (failure.isPresent()) {
                if (!connection.isClosed()) {
                    records.failed(migration.name(), failure.get().error(), run.took());
                }
                break;
            }
            applied.add(new Applied(migration.name(), migration.checksum(), run.took(), run.attempts()));
        }
        int tried = applied.size() + (failure.isPresent() ? 1 : 0);
        List<Migration> rest = before.pending().stream().skip(tried).toList();
        return new MigrationReport(applied, rest, before.applied(), before.edited(), failure);
    }

    private ScriptRun runWhole(Connection connection, SqlRecords records, Migration migration, LockPatience patience)
            throws SQLException {
        Left left = ScriptRun.left(migration);
        return ScriptRun.of(connection, migration, patience, left, session -> {
            long start = System.nanoTime();
            session.inTransaction(migration.script(), () -> {
                Duration took = Duration.ofNanos(System.nanoTime() - start);
                records.finished(migration.name(), clock.instant(), took);
            });
        });
    }

    /** The driver divides the file here: sent whole, its statements would be one transaction after all. */
    private ScriptRun runStatements(
            Connection connection, SqlRecords records, Migration migration, LockPatience patience) throws SQLException {
        List<NativeQuery> statements = Parser.parseJdbcSql(migration.script(), true, false, true, false, false);
        return ScriptRun.of(connection, migration, patience, Left.MAYBE_SOME, session -> {
            long start = System.nanoTime();
            for (NativeQuery statement : statements) {
                session.run(statement.nativeSql);
            }
            records.finished(migration.name(), clock.instant(), Duration.ofNanos(System.nanoTime() - start));
        });
    }
}
