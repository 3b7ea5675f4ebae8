package dev.tminus.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What actions did outside the journal, in order: the only witness tests trust. Safe for threads. */
final class World {

    /** One effect, and by which attempt of which step. */
    record Effect(String name, String step, int attempt, long epoch) {}

    private final List<Effect> effects = new ArrayList<>();
    private final Map<String, Integer> tries = new HashMap<>();

    synchronized int tried(String what) {
        return tries.merge(what, 1, Integer::sum);
    }

    synchronized void happened(Effect effect) {
        effects.add(effect);
    }

    synchronized List<Effect> effects() {
        return List.copyOf(effects);
    }

    synchronized List<String> names() {
        return effects.stream().map(Effect::name).toList();
    }

    synchronized boolean has(String name) {
        return effects.stream().anyMatch(effect -> effect.name().equals(name));
    }
}
