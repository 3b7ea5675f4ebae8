package dev.tminus.run;

import dev.tminus.book.Action;
import dev.tminus.book.ActionType;
import dev.tminus.book.Choice;
import dev.tminus.book.Expression;
import dev.tminus.book.ExpressionException;
import dev.tminus.book.Plan;
import dev.tminus.book.Scope;
import dev.tminus.book.Step;
import dev.tminus.book.Values;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Judges what came of an action: good, bad, not yet or unknown, and what is kept of it. Pure. */
public final class Judge {

    private Judge() {}

    /**
     * What an outcome means for its step.
     *
     * @param events what to append; none when the attempt is no longer the one under way
     * @param secrets captured secrets by {@code STEP.NAME}; they never enter an event
     */
    public record Judged(List<RunEvent> events, Map<String, String> secrets) {}

    public static Judged judge(Plan plan, RunState run, String key, int attempt, Outcome outcome, Instant now) {
        Moment moment = new Moment(plan, run, now);
        Optional<Place> place = moment.find(key);
        StepState state = run.step(key);
        boolean current =
                state.attempt().number() == attempt && (state.is(StepStatus.RUNNING) || state.is(StepStatus.UNKNOWN));
        if (place.isEmpty() || !current) {
            return new Judged(List.of(), Map.of());
        }
        if (outcome instanceof Outcome.Failed failed && failed.forPerson()) {
            return new Judged(
                    List.of(failed(moment, place.get(), failed), asked(moment, place.get(), failed)), Map.of());
        }
        Judged judged = outcome instanceof Outcome.Done done
                ? done(moment, place.get(), done)
                : new Judged(others(moment, place.get(), outcome), Map.of());
        return new Judged(noted(moment, place.get(), judged.events()), judged.secrets());
    }

    /** A failure that is asked about at once leaves nothing to what the step says about failures. */
    private static RunEvent asked(Moment moment, Place place, Outcome.Failed failed) {
        return Recovery.askWhatNow(moment, place, failed.reason());
    }

    private static RunEvent failed(Moment moment, Place place, Outcome.Failed failed) {
        return new RunEvent.StepFailed(
                moment.now(),
                place.key(),
                moment.state(place).attempt().number(),
                failed.reason(),
                failed.result(),
                failed.output());
    }

    /** A failure that would lead to a rollback while one is under way is noted, not nested. */
    private static List<RunEvent> noted(Moment moment, Place place, List<RunEvent> events) {
        boolean second = moment.run().rollback().isPresent()
                && place.phase().isPresent()
                && events.stream().anyMatch(RunEvent.StepFailed.class::isInstance);
        if (!second || !(place.onFailure() instanceof Choice.RollBack back)) {
            return events;
        }
        List<RunEvent> all = new ArrayList<>(events);
        all.add(new RunEvent.RollbackNoted(moment.now(), back.scenario(), place.key()));
        return all;
    }

    private static List<RunEvent> others(Moment moment, Place place, Outcome outcome) {
        List<RunEvent> events = new ArrayList<>(List.of(other(moment, place, outcome)));
        if (outcome instanceof Outcome.Failed failed) {
            events.addAll(Leftovers.ofAction(moment, place, failed.removed()));
        }
        return events;
    }

    private static RunEvent other(Moment moment, Place place, Outcome outcome) {
        int attempt = moment.state(place).attempt().number();
        if (outcome instanceof Outcome.Failed failed) {
            return again(moment, place, failed).orElseGet(() -> failed(moment, place, failed));
        }
        if (outcome instanceof Outcome.NotYet notYet) {
            return new RunEvent.StepLooked(
                    moment.now(),
                    place.key(),
                    attempt,
                    notYet.progress(),
                    0,
                    Optional.empty(),
                    moment.now().plus(notYet.checkAgainIn()),
                    notYet.created());
        }
        if (outcome instanceof Outcome.Absent absent) {
            return new RunEvent.StepCleared(moment.now(), place.key(), attempt, absent.why());
        }
        String why = outcome instanceof Outcome.Unknown unknown ? unknown.why() : "its end is unknown";
        return moment.state(place).is(StepStatus.UNKNOWN)
                ? Recovery.askWhatHappened(moment, place, why)
                : new RunEvent.StepUnknown(moment.now(), place.key(), attempt, why);
    }

    private static Optional<RunEvent> again(Moment moment, Place place, Outcome.Failed failed) {
        try {
            return Polling.afterFailure(moment, place, failed);
        } catch (ExpressionException unclear) {
            return Optional.empty();
        }
    }

    private static Judged done(Moment moment, Place place, Outcome.Done done) {
        Step step = place.step();
        Scope own = Own.scope(moment, place, done);
        Optional<String> bad = verdict(step, done);
        try {
            if (step.timing().poll().isPresent()) {
                Optional<RunEvent> notYet = Polling.afterLook(moment, place, done, own, bad);
                if (notYet.isPresent()) {
                    return new Judged(List.of(notYet.get()), Map.of());
                }
            } else if (bad.isPresent()) {
                return failed(moment, place, bad.get(), done);
            }
            for (Expression expectation : step.judgement().expect()) {
                if (!Begin.isTrue(expectation.evaluate(own))) {
                    return failed(moment, place, "not as expected: " + expectation.source(), done);
                }
            }
            return kept(moment, place, done, own);
        } catch (ExpressionException unclear) {
            return failed(moment, place, unclear.getMessage(), done);
        }
    }

    private static Judged kept(Moment moment, Place place, Outcome.Done done, Scope own) {
        Map<String, Object> captures = new LinkedHashMap<>();
        place.step().judgement().capture().forEach((name, expression) -> {
            Object value = expression.evaluate(own);
            captures.put(name, value);
        });
        Map<String, Object> there = new LinkedHashMap<>();
        captures.forEach((name, value) -> {
            Object plain = Approvals.plain(value);
            if (!(plain instanceof dev.tminus.book.Nothing)) {
                there.put(name, plain);
            }
        });
        Map<String, String> secrets = new LinkedHashMap<>();
        place.step()
                .judgement()
                .captureSecret()
                .forEach((name, expression) ->
                        secrets.put(place.key() + "." + name, Values.text(expression.evaluate(own))));
        Values kept = new Values(there);
        List<RunEvent> events = new ArrayList<>(
                place.step().judgement().confirm().isPresent()
                        ? List.of(performed(moment, place, done, kept))
                        : Success.of(moment, place, done, kept, Optional.empty()));
        events.addAll(1, Leftovers.ofAction(moment, place, done.removed()));
        return new Judged(events, secrets);
    }

    private static RunEvent performed(Moment moment, Place place, Outcome.Done done, Values kept) {
        return new RunEvent.StepPerformed(
                moment.now(),
                place.key(),
                moment.state(place).attempt().number(),
                done.result(),
                kept,
                done.output(),
                done.created());
    }

    private static Judged failed(Moment moment, Place place, String reason, Outcome.Done done) {
        return new Judged(
                List.of(new RunEvent.StepFailed(
                        moment.now(),
                        place.key(),
                        moment.state(place).attempt().number(),
                        reason,
                        done.result(),
                        done.output())),
                Map.of());
    }

    /** The action's own rule of success, unless the step's text names the field it looks at. */
    private static Optional<String> verdict(Step step, Outcome.Done done) {
        if (!(step.action() instanceof Action.Perform perform)) {
            return Optional.empty();
        }
        ActionType type = perform.type();
        Optional<String> field = type.verdictField();
        if (field.isEmpty() || names(step, field.get())) {
            return Optional.empty();
        }
        Object value = done.result().map().get(field.get());
        if (field.get().equals("status")) {
            boolean good = value instanceof Long status && status >= 200 && status < 300;
            return good ? Optional.empty() : Optional.of("the server answered %s".formatted(value));
        }
        boolean good = Long.valueOf(0).equals(value);
        return good
                ? Optional.empty()
                : Optional.of("%s was %s".formatted(field.get().replace('_', ' '), value));
    }

    private static boolean names(Step step, String field) {
        List<Expression> judging = new java.util.ArrayList<>(step.judgement().expect());
        step.timing().poll().flatMap(Step.Poll::until).ifPresent(judging::add);
        step.timing().poll().flatMap(Step.Poll::hold).ifPresent(judging::add);
        return judging.stream()
                .flatMap(expression -> expression.reads().stream())
                .anyMatch(path -> path.equals(field) || path.equals("result." + field));
    }
}
