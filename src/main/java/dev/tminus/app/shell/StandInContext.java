package dev.tminus.app.shell;

import dev.tminus.action.ActionContext;
import dev.tminus.action.Masker;
import dev.tminus.action.OutputSink;
import dev.tminus.book.Values;
import dev.tminus.run.RunId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A step's context with the inputs of the executable that stands in for its action. */
record StandInContext(ActionContext context, Map<String, Object> inputs) implements ActionContext {

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
    public long epoch() {
        return context.epoch();
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
    public Map<String, Object> shownInputs() {
        return inputs;
    }

    @Override
    public Optional<Map<String, Object>> connection(String name) {
        return context.connection(name);
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
    public Path privateFolder() {
        return context.privateFolder();
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
}
