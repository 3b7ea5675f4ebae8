package dev.tminus.run;

import dev.tminus.book.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** How far the steps and phases of a run are. Immutable but for what it works out once and keeps; safe for threads. */
final class Progress {

    static final Progress NONE = new Progress(SharedMap.empty(), Map.of(), Settled.NONE);

    private final SharedMap<StepState> steps;
    private final Map<String, PhaseState> phases;

    /** Worked out and kept, no part of the state: leaving it away changes nothing but the time. Safe for threads. */
    private Settled settled;

    /** How many steps at the beginning of a list are settled, so that no decision reads a long list from its start. */
    private record Settled(List<Step> steps, int count) {
        static final Settled NONE = new Settled(List.of(), 0);

        @SuppressWarnings("ReferenceEquality") // comparing what the steps say would take longer than starting over
        int in(List<Step> list) {
            return steps == list ? count : 0;
        }
    }

    private Progress(SharedMap<StepState> steps, Map<String, PhaseState> phases, Settled settled) {
        this.steps = steps;
        this.phases = phases;
        this.settled = settled;
    }

    StepState step(String key) {
        StepState state = steps.find(key);
        return state == null ? StepState.PENDING : state;
    }

    /** Every step something happened to, by key, in no particular order. */
    Map<String, StepState> steps() {
        return steps;
    }

    PhaseState phase(String id) {
        return phases.getOrDefault(id, PhaseState.PENDING);
    }

    /** The first of a phase's or scenario's own steps that is not settled. */
    Optional<Step> firstOpen(List<Step> own) {
        int at = settled.in(own);
        while (at < own.size() && step(own.get(at).id()).isSettled()) {
            at++;
        }
        settled = new Settled(own, at);
        return at < own.size() ? Optional.of(own.get(at)) : Optional.empty();
    }

    /** Keys of steps whose effects are such, newest first. */
    List<String> effects(Predicate<EffectState> which) {
        List<Map.Entry<String, StepState>> found = new ArrayList<>();
        for (Map.Entry<String, StepState> step : steps.entrySet()) {
            if (which.test(step.getValue().effect())) {
                found.add(step);
            }
        }
        found.sort((a, b) -> Long.compare(
                b.getValue().effect().order(), a.getValue().effect().order()));
        return found.stream().map(Map.Entry::getKey).toList();
    }

    Progress with(String key, UnaryOperator<StepState> change) {
        StepState before = step(key);
        StepState after = change.apply(before);
        boolean opened = before.isSettled() && !after.isSettled();
        return new Progress(steps.with(key, after), phases, opened ? Settled.NONE : settled);
    }

    Progress with(String phase, PhaseState state) {
        Map<String, PhaseState> copy = new LinkedHashMap<>(phases);
        copy.put(phase, state);
        return new Progress(steps, copy, settled);
    }
}
