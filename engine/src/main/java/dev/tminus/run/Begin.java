package dev.tminus.run;

import dev.tminus.book.Action;
import dev.tminus.book.Approval;
import dev.tminus.book.ExpressionException;
import dev.tminus.book.Group;
import dev.tminus.book.Input;
import dev.tminus.book.Phase;
import dev.tminus.book.Step;
import dev.tminus.book.Template;
import dev.tminus.book.Values;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What precedes an action, in order: conditions, probe, window, approval; then the start itself. */
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
            return before.isPresent() ? before.get() : start(moment, place);
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
        List<RunEvent> events = new ArrayList<>(List.of(started(moment, place, Values.NONE)));
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

    /** The action itself begins. */
    static List<Command> start(Moment moment, Place place) {
        Step step = place.step();
        if (place.isLoop()) {
            Object items = step.loop().orElseThrow().items().resolve(moment.scope(place));
            return Walk.appends(List.of(startedOver(moment, place, items(place, items))));
        }
        Action action = step.action();
        if (action instanceof Action.Perform perform) {
            return Walk.appends(with(moment, started(moment, place, inputs(moment, place, perform))));
        }
        if (action instanceof Action.Use use) {
            return Walk.appends(List.of(started(moment, place, with(moment, place, use))));
        }
        if (action instanceof Action.Steps || action instanceof Action.Close) {
            return Walk.appends(List.of(started(moment, place, Values.NONE)));
        }
        List<Command> all = new ArrayList<>(Walk.appends(List.of(started(moment, place, Values.NONE))));
        all.addAll(Inside.perform(moment, place));
        return all;
    }

    /** Values not fixed yet are fixed at their first use, so before the step that may use them. */
    private static List<RunEvent> with(Moment moment, RunEvent started) {
        Map<String, Object> fresh = new LinkedHashMap<>();
        Map<String, Template> all = new LinkedHashMap<>(moment.plan().runbook().vars());
        all.putAll(moment.plan().environment().vars());
        all.forEach((name, template) -> {
            if (moment.run().vars().find(name).isEmpty()) {
                try {
                    fresh.put(name, template.resolve(Scopes.of(moment.plan(), moment.run(), moment.now())));
                } catch (ExpressionException notYet) {
                    fresh.remove(name);
                }
            }
        });
        return fresh.isEmpty()
                ? List.of(started)
                : List.of(new RunEvent.VarsFixed(moment.now(), new Values(fresh)), started);
    }

    private static List<Object> items(Place place, Object items) {
        if (items instanceof List<?> list) {
            return List.copyOf(list);
        }
        if (items instanceof Map<?, ?> map) {
            List<Object> entries = new ArrayList<>();
            map.forEach((key, value) -> entries.add(Map.of("key", key, "value", value)));
            return entries;
        }
        throw new ExpressionException(
                "for_each", "step %s loops over something that is neither a list nor a map".formatted(place.key()));
    }

    private static Values inputs(Moment moment, Place place, Action.Perform perform) {
        if (place.home() instanceof Place.Home.UndoOf undo) {
            int n = undo.owner().step().effect().undo().indexOf(place.step()) + 1;
            Object fixed = moment.state(undo.owner()).product().undo().map().get(String.valueOf(n));
            if (fixed instanceof Map<?, ?> map) {
                Map<String, Object> inputs = new LinkedHashMap<>();
                map.forEach((name, value) -> inputs.put(String.valueOf(name), value));
                return new Values(inputs);
            }
        }
        Map<String, Object> inputs = new LinkedHashMap<>();
        perform.inputs().forEach((name, template) -> inputs.put(name, template.resolve(moment.scope(place))));
        return new Values(inputs);
    }

    private static Values with(Moment moment, Place place, Action.Use use) {
        Group group = moment.plan().runbook().groups().get(use.group());
        Map<String, Object> inputs = new LinkedHashMap<>();
        for (Input input : group.inputs().values()) {
            Optional<Template> given =
                    Optional.ofNullable(use.with().get(input.name())).or(input::fallback);
            given.ifPresent(template -> inputs.put(input.name(), template.resolve(moment.scope(place))));
        }
        return new Values(inputs);
    }

    static RunEvent.StepStarted started(Moment moment, Place place, Values inputs) {
        return started(moment, place, inputs, List.of());
    }

    private static RunEvent startedOver(Moment moment, Place place, List<Object> items) {
        return started(moment, place, Values.NONE, items);
    }

    private static RunEvent.StepStarted started(Moment moment, Place place, Values inputs, List<Object> items) {
        Optional<Instant> deadline = place.step()
                .timing()
                .timeout()
                .map(template -> duration(template, moment, place))
                .map(moment.now()::plus);
        return new RunEvent.StepStarted(
                moment.now(),
                place.key(),
                moment.state(place).attempt().number() + 1,
                inputs,
                items,
                Estimates.of(moment.plan(), moment.run(), place, moment.now()),
                deadline);
    }

    static Duration duration(Template template, Moment moment, Place place) {
        Object value = template.resolve(moment.scope(place));
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
