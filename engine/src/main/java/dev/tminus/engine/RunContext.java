package dev.tminus.engine;

import dev.tminus.action.ActionContext;
import dev.tminus.action.Masker;
import dev.tminus.action.OutputSink;
import dev.tminus.book.Action;
import dev.tminus.book.Connection;
import dev.tminus.book.Plan;
import dev.tminus.book.SecretMark;
import dev.tminus.book.Template;
import dev.tminus.book.Values;
import dev.tminus.journal.Lease;
import dev.tminus.run.Attempt;
import dev.tminus.run.Place;
import dev.tminus.run.RunId;
import dev.tminus.run.RunState;
import dev.tminus.run.Scopes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What one attempt is given. Secrets are put in place on the attempt's own thread, before the action sees it. */
final class RunContext implements ActionContext {

    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Engine engine;
    private final Lease lease;
    private final Plan plan;
    private final RunState state;
    private final Place place;
    private final int attempt;
    private final RunSecrets secrets;
    private final Consumer<String> screen;
    private Map<String, Object> inputs = Map.of();
    private Map<String, Object> shown = Map.of();

    RunContext(
            Engine engine,
            Lease lease,
            Plan plan,
            RunState state,
            Place place,
            int attempt,
            RunSecrets secrets,
            Consumer<String> screen) {
        this.engine = engine;
        this.lease = lease;
        this.plan = plan;
        this.state = state;
        this.place = place;
        this.attempt = attempt;
        this.secrets = secrets;
        this.screen = screen;
    }

    /** Puts secrets in place; fails as the fetching of a secret fails. */
    void prepare() {
        Values resolved =
                attempt == 0 ? resolvedNow() : state.step(place.key()).attempt().inputs();
        Map<String, Object> with = new LinkedHashMap<>();
        Map<String, Object> without = new LinkedHashMap<>();
        resolved.map().forEach((name, value) -> {
            with.put(name, reveal(value));
            without.put(name, hidden(value));
        });
        inputs = with;
        shown = without;
    }

    /** Before an attempt there are no written inputs yet. */
    private Values resolvedNow() {
        Map<String, Object> values = new LinkedHashMap<>();
        if (place.step().action() instanceof Action.Perform perform) {
            perform.inputs()
                    .forEach((name, template) ->
                            values.put(name, template.resolve(Scopes.at(plan, state, place, engine.now()))));
        }
        return new Values(values);
    }

    private Object reveal(Object value) {
        return secrets.reveal(value, plan, state, engine.now());
    }

    private static Object hidden(Object value) {
        if (value instanceof String text) {
            return SecretMark.shown(text);
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            list.forEach(item -> copy.add(hidden(item)));
            return copy;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach((key, item) -> copy.put(String.valueOf(key), hidden(item)));
            return copy;
        }
        return value;
    }

    @Override
    public RunId run() {
        return lease.run();
    }

    @Override
    public String step() {
        return place.key();
    }

    @Override
    public int attempt() {
        return attempt;
    }

    @Override
    public long epoch() {
        return lease.epoch();
    }

    @Override
    public String environment() {
        return plan.environment().name();
    }

    @Override
    public boolean rehearsal() {
        return plan.environment().rehearsal();
    }

    @Override
    public Map<String, Object> inputs() {
        return inputs;
    }

    @Override
    public Map<String, Object> shownInputs() {
        return shown;
    }

    @Override
    public Optional<Map<String, Object>> connection(String name) {
        Optional<Connection> found = plan.connection(name);
        return found.map(connection -> {
            Map<String, Object> settings = new LinkedHashMap<>();
            for (Map.Entry<String, Template> setting : connection.settings().entrySet()) {
                settings.put(
                        setting.getKey(),
                        reveal(setting.getValue().resolve(Scopes.at(plan, state, place, engine.now()))));
            }
            return settings;
        });
    }

    @Override
    public Map<String, Object> aws() {
        return RunSecrets.aws(plan, Scopes.at(plan, state, place, engine.now()));
    }

    @Override
    public Values earlier() {
        return state.step(place.key())
                .attempt()
                .look()
                .map(Attempt.Look::reading)
                .orElse(Values.NONE);
    }

    @Override
    public Path folder() {
        return Path.of(state.start().folder());
    }

    @Override
    public Path privateFolder() {
        Path folder = engine.settings.stateFolder().resolve(lease.run().value());
        try {
            return Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException unwritable) {
            throw new UncheckedIOException("folder %s cannot be made".formatted(folder), unwritable);
        }
    }

    @Override
    public Masker masker() {
        return secrets.masker();
    }

    @Override
    public OutputSink output() {
        return capturesSecret() ? new SilentSink() : new JournalSink(engine.journal.outputs(), screen);
    }

    @Override
    public boolean capturesSecret() {
        return !place.step().judgement().captureSecret().isEmpty();
    }

    @Override
    public Instant startedAt() {
        return state.step(place.key()).attempt().startedAt().orElseGet(engine::now);
    }

    @Override
    public Optional<Instant> deadline() {
        return state.step(place.key()).attempt().deadline();
    }

    @Override
    public Duration grace() {
        return GRACE;
    }

    @Override
    public boolean destructive() {
        return place.step().effect().destructive();
    }

    @Override
    public Optional<Values> resultOf(String step) {
        return Optional.of(state.step(step).product().result()).filter(result -> !result.isEmpty());
    }

    @Override
    public Optional<Values> rehearsed() {
        return rehearsal() ? Optional.empty() : new Rehearsals(engine.journal).resultOf(plan, place.key());
    }
}
