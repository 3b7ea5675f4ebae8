package dev.tminus.app.report;

import dev.tminus.book.Action;
import dev.tminus.book.Phase;
import dev.tminus.book.Plan;
import dev.tminus.book.Scenario;
import dev.tminus.book.Step;
import dev.tminus.run.Estimates;
import dev.tminus.run.PhaseState;
import dev.tminus.run.PhaseTimes;
import dev.tminus.run.Place;
import dev.tminus.run.Places;
import dev.tminus.run.RunState;
import dev.tminus.run.StepState;
import dev.tminus.run.StepStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts the steps of a run in the order of its runbook, each with what was planned and what it did. */
final class Parts {

    private final Plan plan;
    private final RunState run;
    private final Instant now;
    private final Map<String, List<Span>> times;
    private final Map<String, List<String>> people;
    private final StandIns standIns;

    private Parts(
            Plan plan, RunState run, Instant now, Map<String, List<Span>> times, Map<String, List<String>> people) {
        this.plan = plan;
        this.run = run;
        this.now = now;
        this.times = times;
        this.people = people;
        this.standIns = StandIns.of(plan);
    }

    /** Phases first, then the scenarios that were used. */
    static List<Part> of(
            Plan plan, RunState run, Instant now, Map<String, List<Span>> times, Map<String, List<String>> people) {
        Parts parts = new Parts(plan, run, now, times, people);
        List<Part> all = new ArrayList<>();
        Instant next = run.start().at();
        for (Phase phase : plan.runbook().phases()) {
            Instant planned = plan.environment().immediate()
                    ? next
                    : PhaseTimes.planned(run, phase).orElse(next);
            Part part = parts.phase(phase, planned);
            all.add(part);
            next = planned.plus(part.estimate());
        }
        plan.runbook().rollbacks().values().stream()
                .map(parts::scenario)
                .flatMap(Optional::stream)
                .forEach(all::add);
        return all;
    }

    private Part phase(Phase phase, Instant planned) {
        PhaseState state = run.phase(phase.id());
        return new Part(
                Part.Kind.PHASE,
                phase.id(),
                phase.name(),
                phase.start().toString(),
                state.status() == StepStatus.RUNNING && run.status().isEnd()
                        ? "not finished"
                        : state.status().word(),
                Optional.of(planned),
                Estimates.of(plan, run, phase, now),
                state.startedAt(),
                state.endedAt(),
                rows(Places.of(phase), Optional.of(planned)));
    }

    private Optional<Part> scenario(Scenario scenario) {
        List<Place> places = new ArrayList<>(Places.before(scenario));
        places.addAll(Places.of(scenario));
        List<Row> rows = rows(places, Optional.empty());
        boolean asked = run.rollback()
                .filter(rollback -> rollback.scenario().equals(scenario.id()))
                .isPresent();
        boolean used = asked || rows.stream().anyMatch(row -> row.status() != StepStatus.PENDING);
        if (!used) {
            return Optional.empty();
        }
        boolean open = rows.stream().anyMatch(row -> !row.state().isSettled());
        return Optional.of(new Part(
                Part.Kind.SCENARIO,
                scenario.id(),
                scenario.name(),
                "",
                open ? "not finished" : "done",
                Optional.empty(),
                Estimates.sequence(plan, run, places, now),
                rows.stream().flatMap(row -> row.began().stream()).min(Instant::compareTo),
                rows.stream().flatMap(row -> row.ended().stream()).max(Instant::compareTo),
                rows));
    }

    private List<Row> rows(List<Place> places, Optional<Instant> planned) {
        List<Row> rows = new ArrayList<>();
        add(rows, places, planned, false, 0);
        return rows;
    }

    private void add(List<Row> rows, List<Place> places, Optional<Instant> planned, boolean parallel, int depth) {
        Optional<Instant> next = planned;
        for (Place place : places) {
            Optional<Instant> begins = next;
            rows.add(row(place, begins, depth));
            add(rows, Places.inside(plan, run, place), begins, isParallel(place.step()), depth + 1);
            undo(rows, place, depth + 1);
            if (!parallel && !run.step(place.key()).is(StepStatus.SKIPPED)) {
                next = next.map(at -> at.plus(expected(place).orElse(Duration.ZERO)));
            }
        }
    }

    private void undo(List<Row> rows, Place place, int depth) {
        int parts = place.step().loop().isPresent()
                ? 0
                : place.step().effect().undo().size();
        for (int n = 1; n <= parts; n++) {
            Places.find(plan, run, "%s~undo[%d]".formatted(place.key(), n))
                    .filter(part -> !run.step(part.key()).is(StepStatus.PENDING))
                    .ifPresent(part -> {
                        rows.add(row(part, Optional.empty(), depth));
                        add(rows, Places.inside(plan, run, part), Optional.empty(), false, depth + 1);
                    });
        }
    }

    private Row row(Place place, Optional<Instant> planned, int depth) {
        Step step = place.step();
        StepState state = run.step(place.key());
        boolean loop = step.loop().isPresent();
        boolean undo = place.home() instanceof Place.Home.UndoOf;
        String action = step.action().key();
        return new Row(
                place.key(),
                undo ? "Undo: " + step.name() : iteration(place),
                depth,
                loop && step.holdsSteps() ? "for_each" : action,
                loop || step.holdsSteps(),
                standIns.of(step),
                step.effect().pointOfNoReturn().isPresent(),
                place.by(),
                planned.filter(at -> !state.is(StepStatus.SKIPPED)),
                state.attempt().expected().or(() -> expected(place)),
                state,
                times.getOrDefault(place.key(), List.of()),
                people.getOrDefault(place.key(), List.of()));
    }

    /** The passes of a loop share their step's name; the number tells them apart. */
    private static String iteration(Place place) {
        int bracket = place.key().lastIndexOf('[');
        boolean pass = bracket >= 0 && place.key().endsWith("]");
        return pass
                ? place.step().name() + " " + place.key().substring(bracket)
                : place.step().name();
    }

    private Optional<Duration> expected(Place place) {
        return Estimates.of(plan, run, place, now)
                .or(() -> Optional.of(Estimates.sequence(plan, run, List.of(place), now))
                        .filter(length -> !length.isZero()));
    }

    private static boolean isParallel(Step step) {
        return step.loop().map(loop -> loop.parallel() > 1).orElse(false)
                || (step.action() instanceof Action.Steps steps && steps.parallel() > 1);
    }
}
