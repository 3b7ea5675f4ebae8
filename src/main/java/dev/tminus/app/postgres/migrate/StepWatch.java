package dev.tminus.app.postgres.migrate;

import dev.tminus.action.ActionContext;
import dev.tminus.app.postgres.records.StepKey;
import dev.tminus.app.postgres.trace.Footprint;
import dev.tminus.app.postgres.watch.Enforcement;
import dev.tminus.app.postgres.watch.SecondSession;
import dev.tminus.book.Values;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The watch of one step over its migrations, with the second session that looks at the first while a statement runs. */
final class StepWatch implements AutoCloseable {

    private final ActionContext context;
    private final SecondSession second;
    private final MigrationWatch watch;

    private StepWatch(ActionContext context, Connection worker, MigrateRequest request) throws SQLException {
        this.context = context;
        this.second = SecondSession.of(context, worker);
        this.watch = new MigrationWatch(
                second.recorder(),
                StatementJournal.on(worker, StepKey.of(context)),
                terms(request),
                second::say,
                migration -> EvidenceReader.keepBefore(context, request.schema(), worker, migration));
    }

    static StepWatch over(ActionContext context, Connection worker, MigrateRequest request) throws SQLException {
        return new StepWatch(context, worker, request);
    }

    MigrationWatch watch() {
        return watch;
    }

    private MigrationWatch.Terms terms(MigrateRequest request) {
        Optional<Values> rehearsed = request.contract() == Enforcement.OFF ? Optional.empty() : context.rehearsed();
        return new MigrationWatch.Terms(
                rehearsed.map(StepWatch::footprints).orElse(Map.of()),
                rehearsed.isPresent(),
                request.contract() == Enforcement.ENFORCE,
                request.dropInvalidIndex());
    }

    /** By migration, in the order of its statements; a rehearsal of an older version has none. */
    static Map<String, List<Footprint>> footprints(Values result) {
        Map<String, List<Footprint>> all = new LinkedHashMap<>();
        if (result.map().get("applied") instanceof List<?> migrations) {
            for (Object migration : migrations) {
                if (migration instanceof Map<?, ?> applied) {
                    all.put(String.valueOf(applied.get("name")), Footprint.all(applied.get("statements")));
                }
            }
        }
        return all;
    }

    @Override
    public void close() throws SQLException {
        second.close();
    }
}
