package dev.tminus.app.postgres.migrate;

import dev.tminus.app.postgres.migrate.MigrationReport.Applied;
import dev.tminus.app.postgres.migrate.MigrationReport.Failure;
import dev.tminus.app.postgres.migrate.MigrationReport.Left;
import dev.tminus.app.postgres.trace.OutsideContract;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sends migrations as {@code prisma migrate deploy} does and writes its records; under its lock, on its search path. */
final class PrismaApply {

    private final Connection connection;
    private final PrismaRecords records;
    private final InstantSource clock;
    private final LockPatience patience;
    private final MigrationWatch watch;

    PrismaApply(
            Connection connection,
            PrismaRecords records,
            InstantSource clock,
            LockPatience patience,
            MigrationWatch watch) {
        this.connection = connection;
        this.records = records;
        this.clock = clock;
        this.patience = patience;
        this.watch = watch;
    }

    MigrationReport all(List<Migration> due, MigrationLook before, PrismaUnfinished unfinished) throws SQLException {
        List<Applied> applied = new ArrayList<>();
        Optional<Failure> failure = Optional.empty();
        for (Migration migration : due) {
            ScriptRun run = one(migration, unfinished.of(migration));
            failure = run.failure();
            if (failure.isPresent()) {
                break;
            }
            applied.add(new Applied(migration.name(), migration.checksum(), run.took(), run.attempts()));
        }
        int tried = applied.size() + (failure.isPresent() ? 1 : 0);
        List<String> names = due.stream().limit(tried).map(Migration::name).toList();
        List<Migration> rest = before.pending().stream()
                .filter(migration -> !names.contains(migration.name()))
                .toList();
        return new MigrationReport(applied, rest, before.applied(), before.edited(), failure);
    }

    private ScriptRun one(Migration migration, Optional<PrismaUnfinished.Open> open) throws SQLException {
        Sending sending = Sending.prisma(migration.script());
        watch.begins(migration, sending);
        String id = open.isPresent() ? open.get().record() : begun(migration);
        ScriptRun run = switch (sending.manner()) {
            case WHOLE -> whole(migration, id);
            case ONE_TRANSACTION -> inOneTransaction(migration, sending, id);
            case EACH_ALONE -> eachAlone(migration, sending, id, open);
        };
        if (run.failure().isPresent()) {
            recordFailure(id, run.failure().get());
        } else {
            records.finished(id, clock.instant());
        }
        return run;
    }

    private String begun(Migration migration) throws SQLException {
        String id = records.started(migration, clock.instant());
        if (watch.journal().isPresent()) {
            watch.journal().get().begins(migration, id);
        }
        return id;
    }

    private ScriptRun whole(Migration migration, String id) throws SQLException {
        String script = migration.script();
        ScriptRun run = ScriptRun.of(
                connection,
                migration,
                patience,
                ScriptRun.left(migration),
                session -> watch.alone(1, Part.unread(script), () -> session.run(script)));
        if (run.failure().isEmpty()) {
            records.stepDone(id);
        }
        return run;
    }

    /** The record that the script went through commits with it, so that after a crash it proves what happened. */
    private ScriptRun inOneTransaction(Migration migration, Sending sending, String id) throws SQLException {
        return ScriptRun.of(
                        connection,
                        migration,
                        patience,
                        Left.NOTHING,
                        session -> session.oneTransaction(sending.parts(), 1, watch, () -> records.stepDone(id)))
                .at(watch.current());
    }

    private ScriptRun eachAlone(Migration migration, Sending sending, String id, Optional<PrismaUnfinished.Open> open)
            throws SQLException {
        Resumption start = open.map(PrismaUnfinished.Open::resumption).orElse(Resumption.BEGINNING);
        ScriptRun run = new StatementsRun(connection, migration, sending, patience, watch).from(start);
        if (run.failure().isEmpty()) {
            records.stepDone(id);
        }
        return run;
    }

    /** Where the connection is gone nothing can be recorded: the row stays as it is, which the next look calls unknown. */
    private void recordFailure(String id, Failure failure) throws SQLException {
        if (connection.isClosed()) {
            return;
        }
        records.failed(id, """
                A migration failed to apply. New migrations cannot be applied before the error is recovered from. \
                Read more about how to resolve migration issues in a production database: https://pris.ly/d/migrate-resolve

                Migration name: %s

                Database error code: %s

                Database error:
                %s
                """.formatted(failure.name(), failure.sqlState(), failure.error()));
        if (failure.sqlState().equals(OutsideContract.CODE)) {
            // Not a mistake of the script: it can be applied again as soon as a person says so.
            records.rolledBack(id, clock.instant());
        }
    }
}
