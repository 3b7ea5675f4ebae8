package dev.tminus.run;

import dev.tminus.book.Action;
import dev.tminus.book.ExpressionException;
import dev.tminus.book.Group;
import dev.tminus.book.Input;
import dev.tminus.book.Step;
import dev.tminus.book.Template;
import dev.tminus.book.Values;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The start of an action: the values it begins with, worked out and written before anything is done. */
final class Start {

    private Start() {}

    /** The action itself begins. */
    static List<Command> of(Moment moment, Place place) {
        Step step = place.step();
        if (place.isLoop()) {
            Object items = step.loop().orElseThrow().items().resolve(moment.scope(place));
            return Walk.appends(List.of(overItems(moment, place, items(place, items))));
        }
        Action action = step.action();
        if (action instanceof Action.Perform perform) {
            return Walk.appends(fixing(moment, event(moment, place, inputs(moment, place, perform))));
        }
        if (action instanceof Action.Use use) {
            return Walk.appends(List.of(event(moment, place, with(moment, place, use))));
        }
        if (action instanceof Action.Steps || action instanceof Action.Close) {
            return Walk.appends(List.of(event(moment, place, Values.NONE)));
        }
        List<Command> all = new ArrayList<>(Walk.appends(List.of(event(moment, place, Values.NONE))));
        all.addAll(Inside.perform(moment, place));
        return all;
    }

    /** Values not fixed yet are fixed at their first use, so before the step that may use them. */
    private static List<RunEvent> fixing(Moment moment, RunEvent started) {
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

    static RunEvent.StepStarted event(Moment moment, Place place, Values inputs) {
        return event(moment, place, inputs, List.of());
    }

    private static RunEvent overItems(Moment moment, Place place, List<Object> items) {
        return event(moment, place, Values.NONE, items);
    }

    private static RunEvent.StepStarted event(Moment moment, Place place, Values inputs, List<Object> items) {
        Optional<Instant> deadline = place.step()
                .timing()
                .timeout()
                .map(template -> Begin.duration(template, moment, place))
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
}
