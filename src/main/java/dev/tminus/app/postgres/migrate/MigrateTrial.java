package dev.tminus.app.postgres.migrate;

import dev.tminus.action.ActionContext;
import dev.tminus.action.Trial;
import dev.tminus.action.TrialRoom;
import dev.tminus.app.postgres.database.Identifier;
import dev.tminus.app.postgres.database.ServerError;
import dev.tminus.app.postgres.database.TrialSession;
import dev.tminus.app.postgres.grammar.Grammar;
import dev.tminus.app.postgres.grammar.Statement;
import dev.tminus.app.postgres.grammar.SyntaxMistake;
import dev.tminus.book.Durations;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The pending migrations of a {@code pg.migrate} step, tried in the transaction of a trial; no record is written. */
final class MigrateTrial {

    private final ActionContext context;
    private final MigrateRequest request;
    private final TrialSession session;

    private MigrateTrial(ActionContext context, MigrateRequest request, TrialSession session) {
        this.context = context;
        this.request = request;
        this.session = session;
    }

    static Trial of(ActionContext context, TrialRoom room, InstantSource clock) {
        return TrialSession.perform(context, room, TrialSession.Leaves.ITS_WORK, session -> {
            MigrateRequest request = MigrateRequest.of(context);
            return new MigrateTrial(context, request, session).of(request.migrator(clock));
        });
    }

    private Trial of(Migrator migrator) throws SQLException {
        MigrationLook look = migrator.look(session.connection());
        if (!look.unfinished().isEmpty()) {
            return session.fails(
                    context,
                    "Migration %s was begun and not finished; resolve it first."
                            .formatted(look.unfinished().get(0).name()));
        }
        List<Migration> due = look.pending().stream()
                .filter(migration -> session.first(request.directory() + " " + migration.name()))
                .toList();
        session.execute("set search_path = " + Identifier.quoted(request.schema()));
        long start = System.nanoTime();
        for (Migration migration : due) {
            Optional<Trial> stopped = stopped(migration);
            if (stopped.isPresent()) {
                return stopped.get();
            }
        }
        return new Trial.Works(
                due.isEmpty()
                        ? "nothing is pending"
                        : "%d pending migration%s in %s"
                                .formatted(
                                        due.size(),
                                        due.size() == 1 ? "" : "s",
                                        Durations.text(Duration.ofNanos(System.nanoTime() - start))));
    }

    /** Empty where all of it works. */
    private Optional<Trial> stopped(Migration migration) {
        List<Statement> statements;
        try {
            statements = Grammar.parse(migration.script()).statements();
        } catch (SyntaxMistake unreadable) {
            return Optional.of(session.fails(
                    context, "Migration %s cannot be read: %s.".formatted(migration.name(), unreadable.getMessage())));
        }
        Optional<Statement> alone = statements.stream()
                .filter(statement -> !Sending.runsInBlock(statement))
                .findFirst();
        if (alone.isPresent()) {
            return Optional.of(new Trial.NotTried("migration %s holds a statement that cannot be taken back (%s)"
                    .formatted(migration.name(), alone.get().shown())));
        }
        for (Statement statement : statements) {
            try {
                session.execute(statement.text());
            } catch (SQLException failed) {
                return Optional.of(session.fails(
                        context,
                        "Migration %s, line %d (%s): %s%s"
                                .formatted(
                                        migration.name(),
                                        statement.start().line(),
                                        statement.shown(),
                                        ServerError.sentence(failed),
                                        ServerError.hint(failed))));
            }
        }
        return Optional.empty();
    }
}
