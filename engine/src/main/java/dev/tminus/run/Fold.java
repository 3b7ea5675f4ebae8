package dev.tminus.run;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** What each event does to the state: one rule an event. A test checks that none is missing. */
final class Fold {

    private static final Rules RULES = new Rules();

    static {
        RunRules.add(RULES);
        PhaseRules.add(RULES);
        StepRules.add(RULES);
        PeopleRules.add(RULES);
        EffectRules.add(RULES);
    }

    private Fold() {}

    /** The rules, by the event that each is for. */
    static final class Rules {
        private final Map<Class<?>, BiConsumer<RunState, RunEvent>> all = new HashMap<>();

        <E extends RunEvent> void on(Class<E> type, BiConsumer<RunState, E> rule) {
            all.put(type, (run, event) -> rule.accept(run, type.cast(event)));
        }
    }

    static void apply(RunState run, RunEvent event) {
        BiConsumer<RunState, RunEvent> rule = RULES.all.get(event.getClass());
        if (rule == null) {
            throw new IllegalStateException("no rule folds " + event.getClass().getName());
        }
        rule.accept(run, event);
    }

    static Set<Class<?>> events() {
        return Set.copyOf(RULES.all.keySet());
    }
}
