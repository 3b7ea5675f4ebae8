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
        return list(phase.steps(), new Place.Home.InPhase(phase));
    }

    /** The place of one of a phase's or scenario's own steps. */
    static Place root(Step step, Place.Home home) {
        return new Place(step, step.id(), Frame.RUN, Optional.empty(), home);
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
        return steps.stream().map(step -> root(step, home)).toList();
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
        if (key.indexOf('~') >= 0 && attached.matches()) {
            int n = Integer.parseInt(attached.group(3));
            Optional<Place> owner = find(plan, run, attached.group(1));
            return attached.group(2).equals("undo")
                    ? owner.filter(place ->
                                    n >= 1 && n <= place.step().effect().undo().size())
                            .map(place -> place.undo(n))
                    : owner.flatMap(place -> place.probe(n));
        }
        for (Phase phase : plan.runbook().phases()) {
            Optional<Step> own = phase.step(key);
            if (own.isPresent()) {
                return own.map(step -> root(step, new Place.Home.InPhase(phase)));
            }
        }
        for (Phase phase : plan.runbook().phases()) {
            Optional<Place> found = find(plan, run, phase.steps(), new Place.Home.InPhase(phase), key);
            if (found.isPresent()) {
                return found;
            }
        }
        return plan.runbook().rollbacks().values().stream()
                .flatMap(scenario -> Stream.of(
                        find(plan, run, scenario.before(), new Place.Home.InScenario(scenario, true), key),
                        find(plan, run, scenario.steps(), new Place.Home.InScenario(scenario, false), key)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Makes no place of steps that the key passes by: of thousands it names one. */
    private static Optional<Place> find(Plan plan, RunState run, List<Step> own, Place.Home home, String key) {
        for (Step step : own) {
            if (step.id().equals(key) || mayHold(step, step.id(), "", key)) {
                Optional<Place> found = find(plan, run, root(step, home), key);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Place> find(Plan plan, RunState run, Place place, String key) {
        if (place.key().equals(key)) {
            return Optional.of(place);
        }
        return mayHold(place.step(), place.key(), place.frame().prefix(), key)
                ? inside(plan, run, place).stream()
                        .map(inner -> find(plan, run, inner, key))
                        .flatMap(Optional::stream)
                        .findFirst()
                : Optional.empty();
    }

    /** Whether the step named {@code holder}, among those whose keys begin with the prefix, may hold that key. */
    private static boolean mayHold(Step step, String holder, String prefix, String key) {
        if (step.loop().isPresent()) {
            return continues(key, holder, '[');
        }
        return step.action() instanceof Action.Use
                ? continues(key, holder, '/')
                : step.action() instanceof Action.Steps && key.startsWith(prefix);
    }

    private static boolean continues(String key, String holder, char with) {
        return key.length() > holder.length() && key.charAt(holder.length()) == with && key.startsWith(holder);
    }

    private static Stream<Place> roots(Plan plan) {
        Stream<Place> phases = plan.runbook().phases().stream().flatMap(phase -> of(phase).stream());
        Stream<Place> scenarios = plan.runbook().rollbacks().values().stream()
                .flatMap(scenario -> Stream.concat(before(scenario).stream(), of(scenario).stream()));
        return Stream.concat(phases, scenarios);
    }
}
