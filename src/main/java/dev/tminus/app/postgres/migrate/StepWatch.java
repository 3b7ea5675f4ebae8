package dev.tminus.app.postgres.migrate;

import dev.tminus.action.ActionContext;
import dev.tminus.app.postgres.database.Holders;
import dev.tminus.app.postgres.database.Looking;
import dev.tminus.app.postgres.database.Target;
import dev.tminus.app.postgres.database.TargetRefused;
import dev.tminus.app.postgres.records.StepKey;
import dev.tminus.app.postgres.trace.Footprint;
import dev.tminus.app.postgres.trace.LockWait;
import dev.tminus.app.postgres.trace.Recorder;
import dev.tminus.book.Values;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The watch of one step over its migrations, with the second session that looks at the first while a statement runs. */
final class StepWatch implements AutoCloseable {

    private final ActionContext context;
    private final Optional<Connection> observer;
    private final Optional<Recorder> recorder;
    private final MigrationWatch watch;

    private StepWatch(ActionContext context, Connection worker, MigrateRequest request) throws SQLException {
        this.context = context;
        this.observer = open(worker);
        this.recorder =
                observer.isPresent() ? Optional.of(Recorder.of(worker, observer.get(), this::waits)) : Optional.empty();
        this.watch = new MigrationWatch(
                recorder,
                StatementJournal.on(worker, StepKey.of(context)),
                terms(request),
                this::say,
                migration -> EvidenceReader.keepBefore(context, request.schema(), worker, migration));
    }

    static StepWatch over(ActionContext context, Connection worker, MigrateRequest request) throws SQLException {
        return new StepWatch(context, worker, request);
    }

    MigrationWatch watch() {
        return watch;
    }

    /** A server without a connection left for an observer may still have one migration to run. */
    private Optional<Connection> open(Connection worker) {
        try {
            return Optional.of(Target.of(context).open(Target.Mode.SCRIPTS));
        } catch (TargetRefused refused) {
            say("no footprints are taken: there is no second session (%s)".formatted(refused.getMessage()));
            holders(worker);
            return Optional.empty();
        }
    }

    private void holders(Connection worker) {
        try {
            Holders.lines(new Looking(worker)).forEach(this::say);
        } catch (SQLException unreadable) {
            say("who holds the connections cannot be read (%s)".formatted(unreadable.getMessage()));
        }
    }

    private MigrationWatch.Terms terms(MigrateRequest request) {
        Optional<Values> rehearsed =
                request.contract() == MigrateRequest.Contract.OFF ? Optional.empty() : context.rehearsed();
        return new MigrationWatch.Terms(
                rehearsed.map(StepWatch::footprints).orElse(Map.of()),
                rehearsed.isPresent(),
                request.contract() == MigrateRequest.Contract.ENFORCE,
                request.dropInvalidIndex());
    }

    /** By migration, in the order of its statements; a rehearsal of an older version has none. */
    static Map<String, List<Footprint>> footprints(Values result) {
        Map<String, List<Footprint>> all = new LinkedHashMap<>();
        for (Map<String, Object> applied : mappings(result.map().get("applied"))) {
            List<Footprint> those = mappings(applied.get("statements")).stream()
                    .map(Footprint::of)
                    .toList();
            all.put(String.valueOf(applied.get("name")), those);
        }
        return all;
    }

    private static List<Map<String, Object>> mappings(@Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream()
                        .filter(Map.class::isInstance)
                        .map(item -> copy((Map<?, ?>) item))
                        .toList()
                : List.of();
    }

    private static Map<String, Object> copy(Map<?, ?> map) {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((name, value) -> copy.put(String.valueOf(name), value));
        return copy;
    }

    private void waits(LockWait wait) {
        say(wait.words());
    }

    /** From the worker's thread and the observer's. */
    private synchronized void say(String line) {
        context.output().show(context.masker().mask(line) + "\n");
    }

    @Override
    public void close() throws SQLException {
        recorder.ifPresent(Recorder::close);
        if (observer.isPresent()) {
            observer.get().close();
        }
    }
}
