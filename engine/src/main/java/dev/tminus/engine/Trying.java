package dev.tminus.engine;

import dev.tminus.action.StepAction;
import dev.tminus.action.Trial;
import dev.tminus.action.TrialRoom;
import dev.tminus.book.Action;
import dev.tminus.book.ActionType;
import dev.tminus.book.ExpressionException;
import dev.tminus.book.Plan;
import dev.tminus.run.Place;
import dev.tminus.run.Places;
import dev.tminus.run.RunState;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tries the steps of a plan's phases, in their order, as far as their actions can be taken back.
 *
 * <p>What comes of a rollback scenario depends on where it begins, so scenarios are left to rehearsals.
 */
public final class Trying {

    private final Engine engine;
    private final Plan plan;
    private final RunState state;
    private final Probing probing;

    Trying(Engine engine, Plan plan, RunState state) {
        this.engine = engine;
        this.plan = plan;
        this.state = state;
        this.probing = new Probing(engine, plan, state);
    }

    /** A step and what came of trying it. */
    public record Tried(String step, Trial trial) {}

    List<Tried> all() {
        try (TrialRoom room = new TrialRoom()) {
            return plan.runbook().phases().stream()
                    .flatMap(phase -> Places.of(phase).stream())
                    .flatMap(place -> Places.withInside(plan, state, place))
                    .filter(this::applies)
                    .flatMap(place -> tried(place, room))
                    .toList();
        }
    }

    private boolean applies(Place place) {
        return probing.applies(place) && place.parent().map(this::applies).orElse(true);
    }

    private Stream<Tried> tried(Place place, TrialRoom room) {
        if (!(place.step().action() instanceof Action.Perform perform)) {
            return Stream.empty();
        }
        ActionType type = perform.type();
        Optional<StepAction> action = engine.actions
                .find(type.name(), plan.environment())
                .filter(found -> type.dryRun() == ActionType.DryRun.TRIAL);
        return action.map(found -> new Tried(place.key(), trial(place, found, room))).stream();
    }

    private Trial trial(Place place, StepAction action, TrialRoom room) {
        if (plan.environment().standIn(action.type().name()).isPresent()) {
            return new Trial.NotTried("an executable stands in for it here");
        }
        if (place.step().loop().isPresent()) {
            return new Trial.NotTried("what it is done for is known only during the run");
        }
        RunContext context = probing.context(place);
        try {
            context.prepare();
            return action.trial(context, room);
        } catch (ExpressionException notKnownYet) {
            return new Trial.NotTried("a value of it is known only during the run");
        } catch (SecretException missing) {
            return new Trial.NotTried(String.valueOf(missing.getMessage()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Trial.NotTried("the trial was stopped");
        }
    }
}
