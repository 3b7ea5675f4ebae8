package dev.tminus.engine;

import dev.tminus.book.Plan;
import dev.tminus.book.SecretMark;
import dev.tminus.book.Template;
import dev.tminus.run.RunId;
import dev.tminus.run.RunState;
import dev.tminus.run.Scopes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** What of a run's secrets concerns the outside: the settings of a medium hold some, and no message may. Safe for threads. */
final class Outward {

    private final Engine engine;
    private final Map<RunId, RunSecrets> known = new ConcurrentHashMap<>();

    Outward(Engine engine) {
        this.engine = engine;
    }

    /** What this process knows of a run's secrets, for whoever needs them. */
    RunSecrets secretsOf(RunId run) {
        return known.computeIfAbsent(
                run,
                same -> new RunSecrets(
                        engine.secrets, engine.settings.stateFolder().resolve(run.value())));
    }

    /** A medium's part of the {@code notify} block, with secrets in place; nothing where it has none. */
    Map<String, Object> settings(Engine.Standing run, String medium) {
        Plan plan = run.plan();
        RunState state = run.state();
        Template template = plan.runbook().notices().get(medium);
        if (template == null) {
            return Map.of();
        }
        Object settings = template.resolve(Scopes.of(plan, state, engine.now()));
        Map<String, Object> revealed = new LinkedHashMap<>();
        if (secrets(state).reveal(settings, plan, state, engine.now()) instanceof Map<?, ?> map) {
            map.forEach((key, value) -> revealed.put(String.valueOf(key), value));
        }
        return revealed;
    }

    /** A person may have typed a secret that no step of this process ever used. */
    UnaryOperator<String> hiding(Engine.Standing run) {
        return text -> {
            RunSecrets own = secrets(run.state());
            own.learn(run.plan(), run.state(), engine.now());
            return own.masker().mask(SecretMark.shown(text));
        };
    }

    private RunSecrets secrets(RunState state) {
        return secretsOf(new RunId(state.start().id()));
    }
}
