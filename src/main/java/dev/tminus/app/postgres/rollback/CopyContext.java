package dev.tminus.app.postgres.rollback;

import dev.tminus.action.ActionContext;
import dev.tminus.action.Masker;
import dev.tminus.action.OutputSink;
import dev.tminus.book.Values;
import dev.tminus.run.RunId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a step of a way back is given, with a copy in place of its database.
 *
 * @param epoch of the engine that drives the run: on the copy nothing newer was at work
 * @param database the name of the copy
 * @param privateFolder in place of the run's own
 */
record CopyContext(ActionContext context, long epoch, String database, Path privateFolder) implements ActionContext {

    @Override
    public Optional<Map<String, Object>> connection(String name) {
        return context.connection(name).map(settings -> {
            Map<String, Object> copy = new LinkedHashMap<>(settings);
            copy.put("dbname", database);
            return copy;
        });
    }

    @Override
    public RunId run() {
        return context.run();
    }

    @Override
    public String step() {
        return context.step();
    }

    @Override
    public int attempt() {
        return context.attempt();
    }

    @Override
    public String environment() {
        return context.environment();
    }

    @Override
    public boolean rehearsal() {
        return context.rehearsal();
    }

    @Override
    public Values earlier() {
        return context.earlier();
    }

    @Override
    public Path folder() {
        return context.folder();
    }

    @Override
    public Masker masker() {
        return context.masker();
    }

    @Override
    public OutputSink output() {
        return context.output();
    }

    @Override
    public Instant startedAt() {
        return context.startedAt();
    }

    @Override
    public Optional<Instant> deadline() {
        return context.deadline();
    }

    @Override
    public Duration grace() {
        return context.grace();
    }

    @Override
    public Optional<Values> resultOf(String step) {
        return context.resultOf(step);
    }

    @Override
    public Map<String, Object> inputs() {
        return context.inputs();
    }

    @Override
    public Map<String, Object> shownInputs() {
        return context.shownInputs();
    }

    @Override
    public boolean destructive() {
        return context.destructive();
    }
}
