package dev.tminus.run;

import dev.tminus.book.Durations;
import dev.tminus.book.Group;
import dev.tminus.book.Plan;
import dev.tminus.book.Presence;
import dev.tminus.book.SecretMark;
import dev.tminus.book.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What expressions read behind {@code steps}: state, times, result and captures of each step. */
record StepViews(Plan plan, RunState run, Instant now, Frame frame, Optional<String> scenario) {

    Map<String, Object> byId() {
        return new LazyMap(this::ids, this::step);
    }

    private List<String> ids() {
        return frame.group()
                .map(group -> group.steps().stream().flatMap(Step::all))
                .orElseGet(() -> plan.runbook().steps())
                .map(Step::id)
                .toList();
    }

    private Optional<Object> step(String id) {
        Optional<Step> found = declared(id);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        boolean maybe = Presence.mayBeMissing(plan.runbook(), frame.group(), scenario, id);
        return Optional.of(view(found.get(), frame.key(id), maybe));
    }

    private Optional<Step> declared(String id) {
        Optional<Group> group = frame.group();
        return (group.isPresent()
                        ? group.get().steps().stream().flatMap(Step::all)
                        : plan.runbook().steps())
                .filter(step -> step.id().equals(id))
                .findFirst();
    }

    private Map<String, Object> view(Step step, String key, boolean maybe) {
        StepState state = run.step(key);
        Attempt attempt = state.attempt();
        boolean there = state.is(StepStatus.DONE)
                || state.is(StepStatus.CLOSED)
                || state.is(StepStatus.UNDONE)
                || state.is(StepStatus.FAILED)
                || !state.product().captures().isEmpty()
                || !state.product().result().isEmpty();
        return new LazyMap(
                () -> {
                    List<String> names = new ArrayList<>(List.of("result", "state", "started", "ended", "duration"));
                    names.addAll(state.product().captures().map().keySet());
                    return names;
                },
                name -> switch (name) {
                    case "state" -> Optional.of(state.status().word());
                    case "each" -> Optional.of(each(step, key));
                    case "result" -> maybe(maybe, there ? Optional.of(result(state)) : Optional.empty());
                    case "started" -> maybe(maybe, attempt.firstStartedAt().map(Object.class::cast));
                    case "ended" -> maybe(maybe, attempt.endedAt().map(Object.class::cast));
                    case "duration" -> maybe(maybe, duration(attempt).map(Object.class::cast));
                    default ->
                        step.judgement().captureSecret().containsKey(name)
                                ? Optional.of(SecretMark.of(key + "." + name))
                                : maybe(maybe, state.product().captures().find(name));
                });
    }

    /** Where validation typed it as one that may be missing, absence is a value. */
    private static Optional<Object> maybe(boolean maybe, Optional<Object> value) {
        return maybe ? Optional.of(value) : value;
    }

    private static Map<String, Object> result(StepState state) {
        Map<String, Object> result =
                new LinkedHashMap<>(state.product().result().map());
        state.product().output().ifPresent(output -> result.putIfAbsent("output", output.tail()));
        return result;
    }

    private Optional<Duration> duration(Attempt attempt) {
        return attempt.firstStartedAt()
                .map(start -> Durations.lapse(start, attempt.endedAt().orElse(now)));
    }

    /** One entry for each iteration: its item, its state, and the steps inside it. */
    private List<Object> each(Step loop, String key) {
        List<Object> items = run.step(key).items();
        List<Object> all = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            String iteration = "%s[%d]".formatted(key, i + 1);
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("item", items.get(i));
            entry.put("state", run.step(iteration).status().word());
            if (loop.inner().isEmpty()) {
                entry.putAll(run.step(iteration).product().captures().map());
                entry.put("result", result(run.step(iteration)));
            }
            for (Step inner : loop.inner()) {
                StepState state = run.step(iteration + "/" + inner.id());
                Map<String, Object> view =
                        new LinkedHashMap<>(state.product().captures().map());
                view.put("result", result(state));
                view.put("state", state.status().word());
                entry.put(inner.id(), view);
            }
            all.add(entry);
        }
        return all;
    }
}
