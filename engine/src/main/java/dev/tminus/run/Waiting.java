package dev.tminus.run;

import dev.tminus.book.Action;
import dev.tminus.book.Approval;
import dev.tminus.book.Choice;
import dev.tminus.book.ExpressionException;
import dev.tminus.book.Values;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes a waiting step on: when its time has come, or a person has spoken. */
final class Waiting {

    private Waiting() {}

    static List<Command> next(Moment moment, Place place) {
        StepState state = moment.state(place);
        Wait wait = state.waiting().orElse(null);
        if (wait == null) {
            return Begin.begin(moment, place);
        }
        return switch (wait.kind()) {
            case TIME -> time(moment, place, wait);
            case APPROVE -> approval(moment, place, wait);
            case DECIDE, ASK, MANUAL, CONFIRM ->
                state.said().answer().isPresent()
                        ? answered(moment, place, state.said().answer().get(), wait.kind())
                        : Reminders.of(moment, place, wait);
            case UNKNOWN, FAILURE, LOCK, PAUSED -> List.of();
        };
    }

    private static List<Command> time(Moment moment, Place place, Wait wait) {
        boolean own = place.step().action() instanceof Action.Wait
                && moment.state(place).attempt().startedAt().equals(Optional.of(wait.since()));
        if (!own) {
            return Begin.begin(moment, place);
        }
        Instant until = wait.until().orElse(moment.now());
        return moment.now().isBefore(until)
                ? List.of(new Command.WakeAt(until))
                : Walk.appends(Success.of(moment, place, Values.NONE, Optional.empty()));
    }

    private static List<Command> approval(Moment moment, Place place, Wait wait) {
        StepState state = moment.state(place);
        Optional<Said.Answer> rejection = state.said().answer().filter(answer -> !answer.good());
        if (rejection.isPresent()) {
            return Walk.appends(List.of(Walk.failed(
                    moment,
                    place,
                    "rejected by %s: %s"
                            .formatted(
                                    rejection.get().by().person(),
                                    rejection.get().reason()))));
        }
        Approval approval = Inside.approval(place).orElseThrow();
        if (Approvals.satisfied(moment.plan(), approval, state.said())) {
            return granted(moment, place);
        }
        if (wait.expires().filter(at -> !moment.now().isBefore(at)).isPresent()) {
            return Walk.appends(List.of(lapsed(moment, place), askAgain(moment, place)));
        }
        List<Command> next = new ArrayList<>(Reminders.of(moment, place, wait));
        wait.expires().ifPresent(at -> next.add(new Command.WakeAt(at)));
        return next;
    }

    private static List<Command> granted(Moment moment, Place place) {
        if (place.step().action() instanceof Action.Approve) {
            return Walk.appends(
                    Success.of(moment, place, people(moment.state(place).said()), Optional.empty()));
        }
        return Begin.begin(moment, place);
    }

    static Values people(Said said) {
        List<Object> by = new ArrayList<>();
        said.approvals().forEach(given -> by.add(given.by().person()));
        return Values.of("approved_by", by);
    }

    private static RunEvent lapsed(Moment moment, Place place) {
        return new RunEvent.ApprovalLapsed(moment.now(), place.key(), "nobody answered in time");
    }

    private static RunEvent askAgain(Moment moment, Place place) {
        return new RunEvent.StepWaits(
                moment.now(),
                place.key(),
                WaitKind.FAILURE,
                place.by(),
                "the request for approval lapsed; ask again with: tminus retry %s %s --reason ..."
                        .formatted(moment.run().start().id(), place.key()),
                Values.NONE,
                "",
                Optional.empty(),
                Optional.empty());
    }

    private static List<Command> answered(Moment moment, Place place, Said.Answer answer, WaitKind kind) {
        if (!answer.good()) {
            String what = kind == WaitKind.CONFIRM ? "not confirmed by %s: %s" : "reported as failed by %s: %s";
            return Walk.appends(List.of(
                    Walk.failed(moment, place, what.formatted(answer.by().person(), answer.reason()))));
        }
        try {
            return Walk.appends(
                    switch (kind) {
                        case DECIDE -> decided(moment, place, answer);
                        case CONFIRM -> confirmed(moment, place);
                        default -> told(moment, place, answer, kind);
                    });
        } catch (ExpressionException unclear) {
            return Walk.appends(List.of(Walk.failed(moment, place, unclear.getMessage())));
        }
    }

    private static List<RunEvent> decided(Moment moment, Place place, Said.Answer answer) {
        Action.Decide decide = (Action.Decide) place.step().action();
        String option = String.valueOf(answer.values().map().get("option"));
        Choice choice = decide.options().getOrDefault(option, new Choice.Continue());
        if (choice instanceof Choice.Park) {
            return List.of(new RunEvent.StepWaits(
                    moment.now(),
                    place.key(),
                    WaitKind.PAUSED,
                    place.by(),
                    "postponed by %s; choose a new window with: tminus reschedule %s --window ... --reason ..."
                            .formatted(
                                    answer.by().person(), moment.run().start().id()),
                    Values.NONE,
                    "",
                    Optional.empty(),
                    Optional.empty()));
        }
        Values result = answer.values().and("by", answer.by().person());
        Optional<Choice> next = choice instanceof Choice.Continue ? Optional.empty() : Optional.of(choice);
        return Success.of(moment, place, result, next);
    }

    private static List<RunEvent> told(Moment moment, Place place, Said.Answer answer, WaitKind kind) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("by", answer.by().person());
        boolean ask = kind == WaitKind.ASK;
        if (!ask) {
            result.put("evidence", answer.values().map());
        }
        return Success.of(
                moment,
                place,
                Outcome.Done.of(new Values(result)),
                ask ? answer.values() : Values.NONE,
                Optional.empty());
    }

    private static List<RunEvent> confirmed(Moment moment, Place place) {
        Product product = moment.state(place).product();
        return Success.of(
                moment,
                place,
                new Outcome.Done(product.result(), product.output(), List.of()),
                product.captures(),
                Optional.empty());
    }
}
