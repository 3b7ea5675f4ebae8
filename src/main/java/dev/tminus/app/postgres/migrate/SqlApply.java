package dev.tminus.app.postgres.migrate;

import dev.tminus.app.postgres.migrate.MigrationReport.Applied;
import dev.tminus.app.postgres.migrate.MigrationReport.Failure;
import dev.tminus.app.postgres.migrate.MigrationReport.Left;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sends plain files, each in one transaction with its record or statement by statement; under the lock of such files. */
final class SqlApply {

    private final Connection connection;
    private final SqlRecords records;
    private final InstantSource clock;
    private final LockPatience patience;
    private final MigrationWatch watch;

    SqlApply(
            Connection connection,
            SqlRecords records,
            InstantSource clock,
            LockPatience patience,
            MigrationWatch watch) {
        this.connection = connection;
        this.records = records;
        this.clock = clock;
        this.patience = patience;
        this.watch = watch;
    }

    MigrationReport all(List<Migration> due, MigrationLook before, Map<String, Resumption> resumable)
            throws SQLException {
        List<Applied> applied = new ArrayList<>();
        Optional<Failure> failure = Optional.empty();
        for (Migration migration : due) {
            ScriptRun run = one(migration, Optional.ofNullable(resumable.get(migration.name())));
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
        return new MigrationReport(
                applied, due.stream().skip(tried).toList(), before.applied(), before.edited(), failure);
    }

    private ScriptRun one(Migration migration, Optional<Resumption> resumption) throws SQLException {
        Sending sending = SqlDirectory.avoidsTransaction(migration)
                ? Sending.outsideTransaction(migration.script())
                : Sending.inTransaction(migration.script());
        watch.begins(migration, sending);
        records.started(migration, clock.instant());
        if (watch.journal().isPresent()) {
            watch.journal().get().begins(migration, migration.name());
        }
        return switch (sending.manner()) {
            case WHOLE -> whole(migration);
            case ONE_TRANSACTION -> inOneTransaction(migration, sending);
            case EACH_ALONE -> eachAlone(migration, sending, resumption.orElse(Resumption.BEGINNING));
        };
    }

    private ScriptRun whole(Migration migration) throws SQLException {
        String script = migration.script();
        return ScriptRun.of(connection, migration, patience, ScriptRun.left(migration), session -> {
            long start = System.nanoTime();
            watch.alone(1, Part.unread(script), () -> session.inTransaction(script, () -> finished(migration, start)));
        });
    }

    private ScriptRun inOneTransaction(Migration migration, Sending sending) throws SQLException {
        return ScriptRun.of(connection, migration, patience, Left.NOTHING, session -> {
                    long start = System.nanoTime();
                    session.oneTransaction(sending.parts(), 1, watch, () -> finished(migration, start));
                })
                .at(watch.current());
    }

    private ScriptRun eachAlone(Migration migration, Sending sending, Resumption start) throws SQLException {
        long begun = System.nanoTime();
        ScriptRun run = new StatementsRun(connection, migration, sending, patience, watch).from(start);
        if (run.failure().isEmpty()) {
            finished(migration, begun);
        }
        return run;
    }

    private void finished(Migration migration, long start) throws SQLException {
        records.finished(migration.name(), clock.instant(), Duration.ofNanos(System.nanoTime() - start));
    }
}
