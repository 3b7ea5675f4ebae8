package dev.tminus.run;

import dev.tminus.book.Action;
import dev.tminus.book.Approval;
import dev.tminus.book.Expression;
import dev.tminus.book.ExpressionException;
import dev.tminus.book.Shown;
import dev.tminus.book.Template;
import dev.tminus.book.Values;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The actions that happen inside the run itself: people, checks, values, waits, notices, settled effects. */
final class Inside {

    /** How the reason of a check that was not fulfilled begins. */
    static final String NOT_TRUE = "not true: ";

    private Inside() {}

    /** What follows the start of such a step. */
    static List<Command> perform(Moment moment, Place place) {
        Action action = place.step().action();
        if (action instanceof Action.Approve approve) {
            return Approvals.ask(moment, place, approve.approval());
        }
        if (action instanceof Action.Manual manual) {
            return ask(
                    moment,
                    place,
                    WaitKind.MANUAL,
                    place.by(),
                    Values.text(manual.text().resolve(moment.scope(place))));
        }
        if (action instanceof Action.Ask) {
            return ask(moment, place, WaitKind.ASK, place.by(), place.step().name());
        }
        if (action instanceof Action.Decide decide) {
            return decide(moment, place, decide);
        }
        if (action instanceof Action.Wait wait) {
            return wait(moment, place, wait);
        }
        return Walk.appends(atOnce(moment, place, action));
    }

    private static List<Command> ask(Moment moment, Place place, WaitKind kind, List<String> roles, String detail) {
        return Walk.appends(List.of(new RunEvent.StepWaits(
                moment.now(), place.key(), kind, roles, detail, Values.NONE, "", Optional.empty(), Optional.empty())));
    }

    private static List<Command> decide(Moment moment, Place place, Action.Decide decide) {
        Values shown = Approvals.shown(moment, place, decide.show());
        String question = Values.text(decide.question().resolve(moment.scope(place)));
        List<String> roles = decide.by().isEmpty() ? place.by() : decide.by();
        return Walk.appends(List.of(new RunEvent.StepWaits(
                moment.now(),
                place.key(),
                WaitKind.DECIDE,
                roles,
                question,
                shown,
                Approvals.digest(moment.run().planDigest(), shown),
                Optional.empty(),
                Optional.empty())));
    }

    private static List<Command> wait(Moment moment, Place place, Action.Wait wait) {
        Instant until = until(moment, place, wait.until());
        return Walk.appends(List.of(new RunEvent.StepWaits(
                moment.now(),
                place.key(),
                WaitKind.TIME,
                List.of(),
                "until " + until,
                Values.NONE,
                "",
                Optional.of(until),
                Optional.empty())));
    }

    private static Instant until(Moment moment, Place place, Action.Until until) {
        if (until instanceof Action.Until.Moment point) {
            return moment.run()
                    .window()
                    .map(window -> point.fromT().from(window))
                    .orElseThrow(() -> new ExpressionException("T" + point.fromT(), "the run has no window"));
        }
        Template template = ((Action.Until.Value) until).value();
        Object value = template.resolve(moment.scope(place));
        return value instanceof Instant instant
                ? instant
                : moment.now()
                        .plus(value instanceof Duration duration ? duration : Begin.duration(template, moment, place));
    }

    private static List<RunEvent> atOnce(Moment moment, Place place, Action action) {
        int attempt = moment.state(place).attempt().number() + 1;
        try {
            if (action instanceof Action.Check check) {
                return check(moment, place, check, attempt);
            }
            Map<String, Object> captures = new LinkedHashMap<>();
            List<RunEvent> events = new ArrayList<>();
            if (action instanceof Action.Set set) {
                set.values().forEach((name, value) -> captures.put(name, value.resolve(moment.scope(place))));
            } else if (action instanceof Action.Notify notify) {
                events.add(notice(moment, place, notify));
            } else if (action instanceof Action.Settle settle) {
                settle.steps().stream()
                        .flatMap(id -> Closing.open(moment, place, id).stream())
                        .forEach(key -> events.add(new RunEvent.StepSettled(moment.now(), key, place.key())));
            }
            events.addAll(success(moment, place, Values.NONE, new Values(captures), attempt));
            return events;
        } catch (ExpressionException unclear) {
            return List.of(new RunEvent.StepFailed(
                    moment.now(), place.key(), attempt, unclear.getMessage(), Values.NONE, Optional.empty()));
        }
    }

    private static List<RunEvent> check(Moment moment, Place place, Action.Check check, int attempt) {
        for (Expression expectation : check.expectations()) {
            if (!Begin.isTrue(expectation.evaluate(moment.scope(place)))) {
                return List.of(new RunEvent.StepFailed(
                        moment.now(),
                        place.key(),
                        attempt,
                        NOT_TRUE + expectation.source(),
                        Values.NONE,
                        Optional.empty()));
            }
        }
        return success(moment, place, Values.of("ok", true), Values.NONE, attempt);
    }

    /** The start is written in the same breath, so the attempt is named here. */
    private static List<RunEvent> success(Moment moment, Place place, Values result, Values captures, int attempt) {
        List<RunEvent> events = new ArrayList<>();
        for (RunEvent event : Success.of(moment, place, Outcome.Done.of(result), captures, Optional.empty())) {
            events.add(event instanceof RunEvent.StepSucceeded done ? done.ofAttempt(attempt) : event);
        }
        return events;
    }

    private static RunEvent notice(Moment moment, Place place, Action.Notify notify) {
        List<String> to = notify.to().stream()
                .map(target -> Values.text(target.resolve(moment.scope(place))))
                .toList();
        return new RunEvent.NoticeQueued(
                moment.now(), place.key(), to, Values.text(notify.text().resolve(moment.scope(place))));
    }

    /** The approval a step waits for: its own, or the one beside its action. */
    static Optional<Approval> approval(Place place) {
        return place.step().action() instanceof Action.Approve approve
                ? Optional.of(approve.approval())
                : place.step().gate();
    }

    static boolean shows(List<Shown> show, String word) {
        return show.stream().anyMatch(shown -> shown.source().equals(word));
    }
}
