package dev.tminus.engine;

import dev.tminus.book.Values;
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

    private long fence;
    private Values figures = Values.NONE;

    synchronized int tried(String what) {
        return tries.merge(what, 1, Integer::sum);
    }

    /** Something happens, unless a newer engine has fenced this one out. */
    synchronized boolean happened(Effect effect) {
        return effect.epoch() >= fence && effects.add(effect);
    }

    /** From here on engines of older epochs have no effect: what a target does when a newer one looks after them. */
    synchronized void fence(long epoch) {
        fence = Math.max(fence, epoch);
    }

    /** The tables that are out there. */
    synchronized void holds(Values tables) {
        figures = tables;
    }

    synchronized Values figures() {
        return figures;
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
