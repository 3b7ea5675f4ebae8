package dev.tminus.engine;

import dev.tminus.book.Plan;
import dev.tminus.run.Place;
import dev.tminus.run.Places;
import dev.tminus.run.RunState;
import dev.tminus.run.StepState;
import java.util.List;
import java.util.function.Predicate;

/** Which steps on the way forward a rehearsal went through, by their keys without iterations. Pure. */
final class Coverage {

    private Coverage() {}

    /** Steps in which something stood in for the action. */
    static List<String> stubbed(Plan plan, RunState state) {
        return forward(
                plan,
                state,
                place -> ran(state, place.key())
                        && plan.environment()
                                .standIn(place.step().action().key())
                                .isPresent());
    }

    /** Steps that never ran, for their conditions or for people. */
    static List<String> notRun(Plan plan, RunState state) {
        return forward(plan, state, place -> !ran(state, place.key()));
    }

    private static List<String> forward(Plan plan, RunState state, Predicate<Place> which) {
        return Places.all(plan, state)
                .filter(place -> place.phase().isPresent())
                .filter(which)
                .map(place -> plain(place.key()))
                .distinct()
                .toList();
    }

    /** Whether the step was begun, in whichever iteration. */
    static boolean ran(RunState state, String key) {
        return state.steps().entrySet().stream()
                .filter(step -> plain(step.getKey()).equals(plain(key)))
                .map(step -> step.getValue())
                .anyMatch(Coverage::begun);
    }

    private static boolean begun(StepState step) {
        return step.attempt().number() > 0;
    }

    private static String plain(String key) {
        return key.replaceAll("\\[\\d+]", "");
    }
}
