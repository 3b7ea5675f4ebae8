package dev.tminus.action;

import dev.tminus.book.Values;
import dev.tminus.run.RunId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A step's context with something changed: whoever implements it says what, and the rest is the one within. */
public interface ContextAround extends ActionContext {

    ActionContext context();

    @Override
    default RunId run() {
        return context().run();
    }

    @Override
    default String step() {
        return context().step();
    }

    @Override
    default int attempt() {
        return context().attempt();
    }

    @Override
    default long epoch() {
        return context().epoch();
    }

    @Override
    default String environment() {
        return context().environment();
    }

    @Override
    default boolean rehearsal() {
        return context().rehearsal();
    }

    @Override
    default Map<String, Object> inputs() {
        return context().inputs();
    }

    @Override
    default Map<String, Object> shownInputs() {
        return context().shownInputs();
    }

    @Override
    default Optional<Map<String, Object>> connection(String name) {
        return context().connection(name);
    }

    @Override
    default Map<String, Object> aws() {
        return context().aws();
    }

    @Override
    default Values earlier() {
        return context().earlier();
    }

    @Override
    default Path folder() {
        return context().folder();
    }

    @Override
    default Path privateFolder() {
        return context().privateFolder();
    }

    @Override
    default Masker masker() {
        return context().masker();
    }

    @Override
    default OutputSink output() {
        return context().output();
    }

    @Override
    default Instant startedAt() {
        return context().startedAt();
    }

    @Override
    default Optional<Instant> deadline() {
        return context().deadline();
    }

    @Override
    default Duration grace() {
        return context().grace();
    }

    @Override
    default boolean destructive() {
        return context().destructive();
    }

    @Override
    default boolean capturesSecret() {
        return context().capturesSecret();
    }

    @Override
    default Optional<Values> resultOf(String step) {
        return context().resultOf(step);
    }

    @Override
    default Optional<Values> rehearsed() {
        return context().rehearsed();
    }
}
