package dev.tminus.run;

import dev.tminus.book.Action;
import dev.tminus.book.Group;
import dev.tminus.book.Phase;
import dev.tminus.book.Plan;
import dev.tminus.book.Scenario;
import dev.tminus.book.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The steps of a run with their keys: what the plan says, spread out over loops and group calls as the run goes. */
public final class Places {

    private static final Pattern ATTACHED = Pattern.compile("(.+)~(undo|probe)\\[(\\d{1,6})]");

    private Places() {}

    public static List<Place> of(Phase phase) {
        Place.Home home = new Place.Home.InPhase(phase);
        return phase.steps().stream()
                .map(step -> new Place(step, step.id(), Frame.RUN, Optional.empty(), home))
                .toList();
    }

    /** The steps of a scenario before its undo. */
    public static List<Place> before(Scenario scenario) {
        return list(scenario.before(), new Place.Home.InScenario(scenario, true));
    }

    /** The steps of a scenario after its undo. */
    public static List<Place> of(Scenario scenario) {
        return list(scenario.steps(), new Place.Home.InScenario(scenario, false));
    }

    private static List<Place> list(List<Step> steps, Place.Home home) {
        return steps.stream()
                .map(step -> new Place(step, step.id(), Frame.RUN, Optional.empty(), home))
                .toList();
    }

    /** What is directly inside: iterations of a loop (known once it began), steps of a list or of a group. */
    public static List<Place> inside(Plan plan, RunState run, Place place) {
        if (place.isLoop()) {
            return iterations(run, place);
        }
        if (place.step().action() instanceof Action.Steps steps) {
            return steps.steps().stream()
                    .map(step -> new Place(
                            step, place.frame().prefix() + step.id(), place.frame(), Optional.of(place), place.home()))
                    .toList();
        }
        if (place.step().action() instanceof Action.Use use) {
            Group group = plan.runbook().groups().get(use.group());
            Frame frame = Frame.call(
                    place.key(), group, run.step(place.key()).attempt().inputs());
            return group.steps().stream()
                    .map(step -> new Place(step, frame.prefix() + step.id(), frame, Optional.of(place), place.home()))
                    .toList();
        }
        return List.of();
    }

    private static List<Place> iterations(RunState run, Place loop) {
        List<Object> items = run.step(loop.key()).items();
        List<Place> all = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            String key = "%s[%d]".formatted(loop.key(), i + 1);
            Frame frame = loop.frame().iteration(key, loop.step(), items.get(i));
            all.add(new Place(loop.step().once(), key, frame, Optional.of(loop), loop.home()));
        }
        return all;
    }

    /** Every place known so far, in the order of the runbook, outside in: phases first, then scenarios. */
    public static Stream<Place> all(Plan plan, RunState run) {
        return roots(plan).flatMap(place -> withInside(plan, run, place));
    }

    /** A place and everything inside it, outside in. */
    public static Stream<Place> withInside(Plan plan, RunState run, Place place) {
        return Stream.concat(
                Stream.of(place), inside(plan, run, place).stream().flatMap(inner -> withInside(plan, run, inner)));
    }

    /** The place of a key; empty where the plan has no such step, or it is not known yet. */
    public static Optional<Place> find(Plan plan, RunState run, String key) {
        Matcher attached = ATTACHED.matcher(key);
        if (attached.matches()) {
            int n = Integer.parseInt(attached.group(3));
            Optional<Place> owner = find(plan, run, attached.group(1));
            return attached.group(2).equals("undo")
                    ? owner.filter(place ->
                                    n >= 1 && n <= place.step().effect().undo().size())
                            .map(place -> place.undo(n))
                    : owner.flatMap(place -> place.probe(n));
        }
        return roots(plan)
                .map(root -> find(plan, run, root, key))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Place> find(Plan plan, RunState run, Place place, String key) {
        if (place.key().equals(key)) {
            return Optional.of(place);
        }
        boolean mayHold = place.isLoop()
                ? key.startsWith(place.key() + "[")
                : place.step().action() instanceof Action.Use
                        ? key.startsWith(place.key() + "/")
                        : place.step().action() instanceof Action.Steps
                                && key.startsWith(place.frame().prefix());
        if (!mayHold) {
            return Optional.empty();
        }
        return inside(plan, run, place).stream()
                .map(inner -> find(plan, run, inner, key))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Stream<Place> roots(Plan plan) {
        Stream<Place> phases = plan.runbook().phases().stream().flatMap(phase -> of(phase).stream());
        Stream<Place> scenarios = plan.runbook().rollbacks().values().stream()
                .flatMap(scenario -> Stream.concat(before(scenario).stream(), of(scenario).stream()));
        return Stream.concat(phases, scenarios);
    }
}
