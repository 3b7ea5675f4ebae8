package dev.tminus.engine;

import dev.tminus.action.StepAction;
import dev.tminus.book.Action;
import dev.tminus.book.ActionType;
import dev.tminus.book.Expression;
import dev.tminus.book.ExpressionException;
import dev.tminus.book.Plan;
import dev.tminus.book.Problem;
import dev.tminus.forecast.Tables;
import dev.tminus.journal.Lease;
import dev.tminus.run.Place;
import dev.tminus.run.Places;
import dev.tminus.run.RunId;
import dev.tminus.run.RunState;
import dev.tminus.run.Scopes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks, without effect, whether the actions of a plan would work: tools, access, files, secrets. */
public final class Probing {

    /** Probes belong to no run. */
    private static final RunId NO_RUN = new RunId("probe");

    private final Engine engine;
    private final Plan plan;
    private final RunState state;
    private final RunSecrets secrets;

    Probing(Engine engine, Plan plan, RunState state) {
        this.engine = engine;
        this.plan = plan;
        this.state = state;
        this.secrets =
                new RunSecrets(engine.secrets, engine.settings.stateFolder().resolve(NO_RUN.value()));
    }

    /** Something a step would miss, as a sentence. */
    public record Finding(String step, String sentence) {}

    List<Finding> findings() {
        List<Finding> all = new ArrayList<>();
        Places.all(plan, state).filter(this::mayRun).forEach(place -> all.addAll(findings(place)));
        return all;
    }

    private boolean mayRun(Place place) {
        return place.step().loop().isEmpty() && applies(place);
    }

    /** Unless its condition is settled already, and false. */
    boolean applies(Place place) {
        Instant now = engine.now();
        return place.step()
                        .conditions()
                        .when()
                        .map(when -> !isFalse(when, place, now))
                        .orElse(true)
                && !place.step()
                        .conditions()
                        .skipIn()
                        .containsKey(plan.environment().name());
    }

    private boolean isFalse(Expression when, Place place, Instant now) {
        try {
            return Boolean.FALSE.equals(when.evaluate(Scopes.at(plan, state, place, now)));
        } catch (ExpressionException later) {
            return false;
        }
    }

    private List<Finding> findings(Place place) {
        if (!(place.step().action() instanceof Action.Perform perform)) {
            return List.of();
        }
        Optional<StepAction> action = engine.actions.find(perform.type().name(), plan.environment());
        if (action.isEmpty()) {
            return List.of(new Finding(
                    place.key(),
                    "there is no action '%s' here; add its jar"
                            .formatted(perform.type().name())));
        }
        boolean standIn = plan.environment().standIn(perform.type().name()).isPresent();
        if (perform.type().dryRun() == ActionType.DryRun.PRINT && !standIn) {
            return List.of();
        }
        RunContext context = context(place);
        try {
            context.prepare();
            return action.get().probe(context).stream()
                    .map(sentence -> new Finding(place.key(), sentence))
                    .toList();
        } catch (ExpressionException notKnownYet) {
            return List.of();
        } catch (SecretException missing) {
            return List.of(new Finding(place.key(), missing.getMessage()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return List.of(new Finding(place.key(), "the probe was stopped"));
        }
    }

    List<Problem> risks() {
        return Places.all(plan, state)
                .filter(this::mayRun)
                .flatMap(place -> risks(place).stream())
                .distinct()
                .toList();
    }

    private List<Problem> risks(Place place) {
        if (!(place.step().action() instanceof Action.Perform perform)
                || plan.environment().standIn(perform.type().name()).isPresent()) {
            return List.of();
        }
        Optional<StepAction> action = engine.actions.find(perform.type().name(), plan.environment());
        try {
            RunContext context = context(place);
            context.prepare();
            return action.isPresent() ? action.get().risks(context) : List.of();
        } catch (ExpressionException | SecretException toldByTheProbe) {
            return List.of();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    RunContext context(Place place) {
        Lease lease = new Lease(NO_RUN, engine.settings.holder(), 0, engine.now());
        return new RunContext(engine, lease, plan, state, place, 0, secrets, text -> {});
    }

    /** The tables a step may work on; none where they cannot be known before the run. */
    Tables tables(Place place) throws InterruptedException {
        if (!(place.step().action() instanceof Action.Perform perform)) {
            return Tables.NONE;
        }
        Optional<StepAction> action = engine.actions.find(perform.type().name(), plan.environment());
        try {
            RunContext context = context(place);
            context.prepare();
            return action.isPresent() ? Tables.of(action.get().figures(context)) : Tables.NONE;
        } catch (ExpressionException | SecretException notKnownYet) {
            return Tables.NONE;
        }
    }
}
