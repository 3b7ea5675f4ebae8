package dev.tminus.app.postgres.migrate;

import dev.tminus.app.postgres.migrate.StatementJournal.Entry;
import dev.tminus.app.postgres.migrate.StatementJournal.State;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One migration whose statements stand alone, sent one after the other; each that waits for a lock in vain is tried again. */
final class StatementsRun {

    /** CONCURRENTLY waits for every older transaction, and nobody queues behind it: a short limit would only make it fail. */
    private static final Duration CONCURRENT_LOCK_TIMEOUT = Duration.ofMinutes(10);

    private final Connection connection;
    private final ScriptSession session;
    private final Migration migration;
    private final List<Part> parts;
    private final LockPatience patience;
    private final MigrationWatch watch;
    private final Optional<StatementJournal> journal;
    private int attempts = 1;

    StatementsRun(
            Connection connection, Migration migration, Sending sending, LockPatience patience, MigrationWatch watch)
            throws SQLException {
        this.connection = connection;
        this.session = ScriptSession.on(connection);
        this.migration = migration;
        this.parts = sending.parts();
        this.patience = patience;
        this.watch = watch;
        this.journal = sending.changesRole() ? Optional.empty() : watch.journal();
    }

    /** Sends the statements from there on. */
    ScriptRun from(Resumption start) throws SQLException {
        long begun = System.nanoTime();
        session.lockTimeout(patience.lockTimeout());
        if (start.drop().isPresent()) {
            Optional<SQLException> refused =
                    dropLeftover(start.next(), start.drop().get());
            if (refused.isPresent()) {
                return ScriptRun.failed(
                        migration, refused.get(), ScriptRun.Place.at(start.next(), parts), attempts, begun);
            }
        }
        for (int number = start.next(); number <= parts.size(); number++) {
            Optional<SQLException> failed = patiently(number, parts.get(number - 1));
            if (failed.isPresent()) {
                ScriptRun.Place place = ScriptRun.Place.at(number, parts);
                return ScriptRun.failed(
                        migration, failed.get(), connection.isClosed() ? place.unknown() : place, attempts, begun);
            }
        }
        return ScriptRun.done(attempts, begun);
    }

    private Optional<SQLException> patiently(int number, Part part) throws SQLException {
        boolean indexWasThere = part.nature() == Part.Nature.BUILDS_INDEX
                && Leftover.isThere(connection, part.index())
                && !begunBefore(number);
        for (int attempt = 1; ; attempt++) {
            try {
                send(number, part, indexWasThere);
                return Optional.empty();
            } catch (SQLException failed) {
                if (connection.isClosed()) {
                    return Optional.of(failed);
                }
                note(number, part, State.FAILED, indexWasThere);
                Optional<SQLException> inTheWay = indexWasThere ? Optional.of(failed) : cleared(number, part, failed);
                boolean again = ScriptRun.LOCK_NOT_AVAILABLE.equals(failed.getSQLState())
                        && part.nature() != Part.Nature.ONCE
                        && inTheWay.isEmpty();
                if (!again || attempt > patience.retries() || !patience.pause(attempt)) {
                    return Optional.of(inTheWay.orElse(failed));
                }
                attempts++;
            }
        }
    }

    private boolean begunBefore(int number) throws SQLException {
        return journal.isPresent()
                && journal.get().entries(migration).stream().anyMatch(entry -> entry.number() == number);
    }

    private void send(int number, Part part, boolean indexWasThere) throws SQLException {
        if (part.nature() == Part.Nature.TRANSACTIONAL) {
            session.oneTransaction(List.of(part), number, watch, () -> note(number, part, State.DONE, indexWasThere));
            return;
        }
        note(number, part, State.BEGUN, indexWasThere);
        boolean longer = part.concurrent() && lockTimeoutIsOurs();
        if (longer) {
            session.lockTimeout(CONCURRENT_LOCK_TIMEOUT);
        }
        try {
            watch.alone(number, part, () -> session.run(part.text()));
        } finally {
            if (longer && !connection.isClosed()) {
                session.lockTimeout(patience.lockTimeout());
            }
        }
        note(number, part, State.DONE, indexWasThere);
    }

    /** A script that sets a limit of its own means it; without any limit there is nothing to lengthen. */
    private boolean lockTimeoutIsOurs() throws SQLException {
        long ours = patience.lockTimeout().toMillis();
        try (PreparedStatement statement = connection.prepareStatement(
                        "select setting::bigint from pg_settings where name = 'lock_timeout'");
                ResultSet found = statement.executeQuery()) {
            return found.next() && found.getLong(1) == ours && ours > 0 && ours < CONCURRENT_LOCK_TIMEOUT.toMillis();
        }
    }

    private void note(int number, Part part, State state, boolean indexWasThere) throws SQLException {
        if (journal.isPresent()) {
            journal.get().note(migration, part, new Entry(number, state, indexWasThere));
        }
    }

    /** Empty where no invalid index is in the way of another try, or it has been dropped. */
    private Optional<SQLException> cleared(int number, Part part, SQLException failed) throws SQLException {
        if (part.nature() != Part.Nature.BUILDS_INDEX || part.index().isEmpty()) {
            return part.nature() == Part.Nature.BUILDS_INDEX ? Optional.of(failed) : Optional.empty();
        }
        String index = part.index().get();
        if (Leftover.of(connection, index) != Leftover.INVALID) {
            return Optional.empty();
        }
        Optional<SQLException> refused = dropLeftover(number, index);
        refused.ifPresent(why -> why.addSuppressed(failed));
        return refused.map(
                why -> new SQLException(failed.getMessage() + ". " + why.getMessage(), failed.getSQLState(), failed));
    }

    /** Dropped concurrently, with consent: nobody can use it, and every write keeps it up to date. */
    private Optional<SQLException> dropLeftover(int number, String index) {
        if (!watch.mayDropInvalidIndex()) {
            return Optional.of(new SQLException(
                    "Statement %d of %d left the invalid index %s behind; drop it (DROP INDEX CONCURRENTLY %s), or let the step do so with drop_invalid_index: true"
                            .formatted(number, parts.size(), index, index),
                    "55000"));
        }
        try {
            watch.say("%s: drops the invalid index %s that statement %d left behind"
                    .formatted(migration.name(), index, number));
            session.run("drop index concurrently " + index);
            return Optional.empty();
        } catch (SQLException notDropped) {
            return Optional.of(notDropped);
        }
    }
}
