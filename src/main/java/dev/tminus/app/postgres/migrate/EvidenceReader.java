package dev.tminus.app.postgres.migrate;

import dev.tminus.action.ActionContext;
import dev.tminus.app.postgres.migrate.MigrationLook.Attempt;
import dev.tminus.app.postgres.migrate.StatementJournal.State;
import dev.tminus.app.postgres.records.FingerprintStore;
import dev.tminus.app.postgres.records.StepKey;
import dev.tminus.app.postgres.schema.SchemaPrint;
import dev.tminus.app.postgres.verdict.Effects;
import dev.tminus.app.postgres.verdict.Evidence;
import dev.tminus.app.postgres.verdict.Evidence.Answer;
import dev.tminus.app.postgres.verdict.Evidence.Progress;
import dev.tminus.app.postgres.verdict.Evidence.Schema;
import dev.tminus.app.postgres.verdict.Trace;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Gathers what the catalog, the records, the journal of statements and the kept fingerprints say about one migration. */
final class EvidenceReader {

    private static final Pattern CODE = Pattern.compile("Database error code: (\\w{5})");

    private final ActionContext context;
    private final String step;
    private final MigrateRequest request;
    private final Connection connection;

    EvidenceReader(ActionContext context, String step, MigrateRequest request, Connection connection) {
        this.context = context;
        this.step = step;
        this.request = request;
        this.connection = connection;
    }

    /** Keeps which effects of a migration are there before it is first sent. */
    static void keepBefore(ActionContext context, String schema, Connection connection, Migration migration)
            throws SQLException {
        Map<String, Trace.State> states = EffectStates.now(
                connection, schema, Effects.of(migration.script()).effects());
        new FingerprintStore(context).keepOnce(connection, name(context.step(), migration), EffectStates.lines(states));
    }

    /** The name takes no more than letters, so that two migrations never share a file. */
    private static String name(String step, Migration migration) {
        return step + "/effects-" + migration.checksum().substring(0, 16);
    }

    /** Of a migration that has just failed, with what the server said about it. */
    Evidence failed(Migration migration, MigrationReport.Failure failure, boolean busy) throws SQLException {
        boolean answered = failure.left() != MigrationReport.Left.UNKNOWN;
        return evidence(migration, answered ? Answer.ERROR : Answer.NONE, failure.number(), busy);
    }

    /** Of one that an earlier attempt, or another tool, began; empty where its file is another one now, or gone. */
    Optional<Evidence> unfinished(Attempt attempt, boolean busy) throws SQLException {
        Optional<Migration> file = request.migrations().stream()
                .filter(migration -> migration.name().equals(attempt.name()) && migration.matches(attempt.checksum()))
                .findFirst();
        if (file.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(evidence(file.get(), answer(attempt), 0, busy));
    }

    private static Answer answer(Attempt attempt) {
        if (attempt.effectProven()) {
            return Answer.MARKER_THERE;
        }
        // Prisma notes the server's code; without one the error may be a connection that was lost.
        return attempt.error()
                .filter(error -> !error.contains("Migration name:") || answered(error))
                .map(error -> Answer.ERROR)
                .orElse(Answer.NONE);
    }

    private static boolean answered(String logs) {
        Matcher code = CODE.matcher(logs);
        return code.find() && !code.group(1).startsWith("08") && !code.group(1).startsWith("57P0");
    }

    private Evidence evidence(Migration migration, Answer answer, int failedAt, boolean busy) throws SQLException {
        Effects.Reading reading = Effects.of(migration.script());
        Map<String, Trace.State> before = before(migration);
        Map<String, Trace.State> now = EffectStates.now(connection, request.schema(), reading.effects());
        List<Trace> traces = reading.effects().stream()
                .map(effect -> new Trace(
                        effect,
                        before.getOrDefault(effect.key(), Trace.State.UNKNOWN),
                        now.getOrDefault(effect.key(), Trace.State.UNKNOWN)))
                .toList();
        return new Evidence(
                migration.name(),
                request.together(migration),
                reading.statements(),
                answer,
                new Progress(Math.max(done(migration), failedAt - 1), failedAt),
                traces,
                schema(migration),
                busy);
    }

    private Map<String, Trace.State> before(Migration migration) throws SQLException {
        Optional<SchemaPrint> kept = new FingerprintStore(context).find(connection, name(step, migration));
        return kept.map(lines -> EffectStates.kept(lines.lines())).orElse(Map.of());
    }

    private int done(Migration migration) throws SQLException {
        Optional<StatementJournal> journal =
                StatementJournal.on(connection, new StepKey(context.run().value(), step, context.attempt()));
        if (journal.isEmpty()) {
            return 0;
        }
        int done = 0;
        for (StatementJournal.Entry entry : journal.get().entries(migration)) {
            if (entry.state() != State.DONE || entry.number() != done + 1) {
                break;
            }
            done++;
        }
        return done;
    }

    private Schema schema(Migration migration) throws SQLException {
        SchemaPrint now = SchemaPrint.of(connection).asCopied();
        Optional<SchemaPrint> before =
                new FingerprintStore(context).find(connection, step).map(SchemaPrint::asCopied);
        if (before.isPresent() && before.get().equals(now)) {
            return Schema.UNCHANGED;
        }
        boolean asRehearsed = context.rehearsed()
                .filter(result -> now.digest().equals(result.map().get("fingerprint_after")))
                .filter(result -> result.map().get("applied") instanceof List<?> applied
                        && !applied.isEmpty()
                        && applied.get(applied.size() - 1) instanceof Map<?, ?> last
                        && migration.name().equals(last.get("name")))
                .isPresent();
        if (asRehearsed) {
            return Schema.AS_REHEARSED;
        }
        return before.isPresent() ? Schema.CHANGED : Schema.UNKNOWN;
    }
}
