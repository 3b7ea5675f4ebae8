package dev.tminus.run;

import dev.tminus.book.Durations;
import dev.tminus.book.ExpressionException;
import dev.tminus.book.Phase;
import dev.tminus.book.Plan;
import dev.tminus.book.Scope;
import dev.tminus.book.SecretMark;
import dev.tminus.book.Step;
import dev.tminus.book.Template;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The names expressions read, from the state of a run. */
public final class Scopes {

    private final Plan plan;
    private final RunState run;
    private final Instant now;

    private Scopes(Plan plan, RunState run, Instant now) {
        this.plan = plan;
        this.run = run;
        this.now = now;
    }

    /** The names at a step. */
    public static Scope at(Plan plan, RunState run, Place place, Instant now) {
        return new Scopes(plan, run, now).scope(place.frame(), place.scenario());
    }

    /** The names outside any step: in vars, locks, scenarios' own texts. */
    public static Scope of(Plan plan, RunState run, Instant now) {
        return new Scopes(plan, run, now).scope(Frame.RUN, Optional.empty());
    }

    /** The names a scenario's own texts and conditions read. */
    public static Scope inScenario(Plan plan, RunState run, String scenario, Instant now) {
        return new Scopes(plan, run, now).scope(Frame.RUN, Optional.of(scenario));
    }

    private Scope scope(Frame frame, Optional<String> scenario) {
        return name -> switch (name) {
            case "inputs" -> Optional.of(inputs(frame));
            case "vars" -> Optional.of(vars(Set.of()));
            case "secrets" ->
                Optional.of(new LazyMap(
                        () -> plan.runbook().secrets().keySet(), secret -> Optional.of(SecretMark.of(secret))));
            case "environment" ->
                Optional.of(Map.of(
                        "name",
                        plan.environment().name(),
                        "rehearsal",
                        plan.environment().rehearsal()));
            case "roles" -> Optional.of(new LinkedHashMap<String, Object>(run.people()));
            case "steps" -> Optional.of(new StepViews(plan, run, now, frame, scenario).byId());
            case "phases" -> Optional.of(new LazyMap(this::phaseIds, this::phase));
            case "run" -> Optional.of(runView());
            case "rehearsal" -> Optional.of(rehearsal());
            case "now" -> Optional.of(now);
            default -> item(frame, name);
        };
    }

    private static Optional<Object> item(Frame frame, String name) {
        return frame.loop()
                .filter(loop -> loop.as().equals(name))
                .map(Frame.Iteration::item)
                .or(() -> frame.outer().flatMap(outer -> item(outer, name)));
    }

    private Map<String, Object> inputs(Frame frame) {
        var declared =
                frame.group().map(group -> group.inputs()).orElse(plan.runbook().inputs());
        var given = frame.group().isPresent() ? frame.with() : plan.inputs();
        return new LazyMap(declared::keySet, name -> {
            Optional<Object> value = given.find(name);
            boolean maybe =
                    declared.containsKey(name) && declared.get(name).type() instanceof dev.tminus.book.Type.Maybe;
            return maybe ? Optional.of(value) : value;
        });
    }

    /** Fixed values as they are; others worked out now. A value that needs itself is a mistake. */
    private Map<String, Object> vars(Set<String> asking) {
        Map<String, Template> all = new LinkedHashMap<>(plan.runbook().vars());
        all.putAll(plan.environment().vars());
        return new LazyMap(all::keySet, name -> {
            if (!all.containsKey(name)) {
                return Optional.empty();
            }
            return run.vars().find(name).or(() -> {
                if (asking.contains(name)) {
                    throw new ExpressionException("vars." + name, "it depends on itself");
                }
                Set<String> deeper = new java.util.HashSet<>(asking);
                deeper.add(name);
                Scope outer = scope(Frame.RUN, Optional.empty());
                return Optional.of(all.get(name)
                        .resolve(asked -> asked.equals("vars") ? Optional.of(vars(deeper)) : outer.find(asked)));
            });
        });
    }

    private List<String> phaseIds() {
        return plan.runbook().phases().stream().map(Phase::id).toList();
    }

    private Optional<Object> phase(String id) {
        return plan.phase(id).map(phase -> {
            PhaseState state = run.phase(id);
            Map<String, Object> view = new LinkedHashMap<>();
            view.put("name", phase.name());
            view.put("state", state.status().word());
            state.startedAt().ifPresent(at -> view.put("started", at));
            state.endedAt().ifPresent(at -> view.put("ended", at));
            state.startedAt()
                    .ifPresent(start -> view.put(
                            "duration", Durations.lapse(start, state.endedAt().orElse(now))));
            view.put("estimate", Estimates.of(plan, run, phase, now));
            return view;
        });
    }

    private Map<String, Object> runView() {
        return new LazyMap(
                () -> List.of("id", "stamp", "starter", "window", "state", "downtime", "resources"),
                name -> switch (name) {
                    case "id" -> Optional.of(run.start().id());
                    case "stamp" -> Optional.of(run.start().stamp());
                    case "starter" -> Optional.of(run.start().starter().person());
                    case "window" ->
                        Optional.of(run.window()
                                .orElseThrow(() -> new ExpressionException(
                                        "run.window", "the run has no window yet; tminus reschedule sets it")));
                    case "state" -> Optional.of(run.status().name().toLowerCase(java.util.Locale.ROOT));
                    case "downtime" -> Optional.of(Downtime.of(plan, run, now));
                    case "resources" -> Optional.of(resources());
                    default -> Optional.empty();
                });
    }

    private List<Object> resources() {
        List<Object> all = new ArrayList<>();
        for (Resource resource : run.resources()) {
            all.add(Map.of("kind", resource.kind(), "name", resource.name(), "step", resource.step()));
        }
        return all;
    }

    private Map<String, Object> rehearsal() {
        Optional<Rehearsal> rehearsed = run.start().rehearsed();
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("run", rehearsed.map(Rehearsal::run));
        view.put("state", rehearsed.map(Rehearsal::state));
        view.put("age", rehearsed.map(past -> Durations.lapse(past.endedAt(), now)));
        view.put(
                "forecast",
                new LazyMap(
                        () -> plan.runbook().steps().map(Step::id).toList(),
                        id -> Optional.of(rehearsed.flatMap(
                                past -> Optional.ofNullable(past.durations().get(id))))));
        return view;
    }
}
