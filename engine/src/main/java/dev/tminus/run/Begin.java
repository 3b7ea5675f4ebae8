package dev.tminus.run;

import dev.tminus.book.Approval;
import dev.tminus.book.ExpressionException;
import dev.tminus.book.Phase;
import dev.tminus.book.Scope;
import dev.tminus.book.Template;
import dev.tminus.book.Values;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What precedes an action, in order: conditions, probe, window, approval; then the {@link Start}. */
final class Begin {

    private Begin() {}

    static List<Command> begin(Moment moment, Place place) {
        try {
            Optional<String> skipped = skipped(moment, place);
            if (skipped.isPresent()) {
                return Walk.appends(List.of(new RunEvent.StepSkipped(
                        moment.now(), place.key(), skipped.get(), Optional.empty(), Values.NONE)));
            }
            Optional<List<Command>> before =
                    probed(moment, place).or(() -> window(moment, place)).or(() -> gate(moment, place));
            return before.isPresent() ? before.get() : Start.of(moment, place);
        } catch (ExpressionException unclear) {
            return Walk.appends(List.of(bare(moment, place), failure(moment, place, unclear)));
        }
    }

    /** A start without anything that has to be worked out: that is what failed. */
    private static RunEvent bare(Moment moment, Place place) {
        return new RunEvent.StepStarted(
                moment.now(),
                place.key(),
                moment.state(place).attempt().number() + 1,
                Values.NONE,
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    private static RunEvent failure(Moment moment, Place place, ExpressionException unclear) {
        int attempt = moment.state(place).attempt().number() + 1;
        return new RunEvent.StepFailed(
                moment.now(), place.key(), attempt, unclear.getMessage(), Values.NONE, Optional.empty());
    }

    private static Optional<String> skipped(Moment moment, Place place) {
        if (place.isIteration()) {
            return Optional.empty();
        }
        String reason = place.step()
                .conditions()
                .skipIn()
                .get(moment.plan().environment().name());
        if (reason != null) {
            return Optional.of(reason);
        }
        return place.step()
                .conditions()
                .when()
                .filter(condition -> !isTrue(condition.evaluate(moment.scope(place))))
                .map(condition -> "its condition is false: " + condition.source());
    }

    /** A probe that ends well says that the effect is there: the action is left out. */
    private static Optional<List<Command>> probed(Moment moment, Place place) {
        if (place.holdsSteps()) {
            return Optional.empty();
        }
        return place.probe(moment.state(place).attempt().number() + 1).flatMap(probe -> switch (moment.state(probe)
                .status()) {
            case FAILED, SKIPPED -> Optional.empty();
            case DONE, UNDONE, CLOSED -> Optional.of(Walk.appends(alreadyThere(moment, place)));
            case PENDING, WAITING, RUNNING, UNKNOWN -> Optional.of(Walk.advance(moment, probe));
        });
    }

    private static List<RunEvent> alreadyThere(Moment moment, Place place) {
        List<RunEvent> events = new ArrayList<>(List.of(Start.event(moment, place, Values.NONE)));
        events.addAll(Success.of(moment, place, Values.of("already_done", true), Optional.empty()));
        return events;
    }

    private static Optional<List<Command>> window(Moment moment, Place place) {
        Optional<Phase> phase = place.phase();
        if (phase.isEmpty() || place.holdsSteps() || moment.state(place).said().overrun()) {
            return Optional.empty();
        }
        return Forward.outsideWindow(moment, phase.get()).map(opens -> {
            StepState state = moment.state(place);
            boolean asked = state.waitsFor(WaitKind.TIME)
                    && state.waiting().orElseThrow().until().equals(opens);
            if (asked) {
                return opens.<List<Command>>map(at -> List.of(new Command.WakeAt(at)))
                        .orElse(List.of());
            }
            String detail = opens.isPresent()
                    ? "the window has not begun"
                    : "the window is over; go on anyway with: tminus retry %s %s --reason ..., or move it with: tminus reschedule %s --window ... --reason ..."
                            .formatted(
                                    moment.run().start().id(),
                                    place.key(),
                                    moment.run().start().id());
            return Walk.appends(List.of(new RunEvent.StepWaits(
                    moment.now(),
                    place.key(),
                    WaitKind.TIME,
                    place.by(),
                    detail,
                    Values.NONE,
                    "",
                    opens,
                    Optional.empty())));
        });
    }

    private static Optional<List<Command>> gate(Moment moment, Place place) {
        Optional<Approval> gate = place.step().gate();
        // The approval beside a loop is asked once, before its first round.
        if (gate.isEmpty()
                || place.isIteration()
                || Approvals.satisfied(
                        moment.plan(), gate.get(), moment.state(place).said())) {
            return Optional.empty();
        }
        return Optional.of(Approvals.ask(moment, place, gate.get()));
    }

    static Duration duration(Template template, Moment moment, Place place) {
        return duration(template, moment.scope(place));
    }

    static Duration duration(Template template, Scope scope) {
        Object value = template.resolve(scope);
        if (value instanceof Duration duration) {
            return duration;
        }
        return dev.tminus.book.Durations.parse(String.valueOf(value))
                .orElseThrow(() -> new ExpressionException(String.valueOf(value), "it is not a length of time"));
    }

    static boolean isTrue(Object value) {
        return Boolean.TRUE.equals(value) || value.equals(Optional.of(true));
    }
}
