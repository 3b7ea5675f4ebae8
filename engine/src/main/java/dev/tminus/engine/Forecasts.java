package dev.tminus.engine;

import dev.tminus.book.Plan;
import dev.tminus.book.Template;
import dev.tminus.forecast.Calibration;
import dev.tminus.forecast.Forecast;
import dev.tminus.forecast.Interval;
import dev.tminus.forecast.PastStep;
import dev.tminus.forecast.StepForecast;
import dev.tminus.forecast.Tables;
import dev.tminus.journal.RunFacts;
import dev.tminus.journal.RunFilter;
import dev.tminus.run.Estimates;
import dev.tminus.run.Place;
import dev.tminus.run.Places;
import dev.tminus.run.RunState;
import dev.tminus.run.StepState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forecasts a run of a plan from what the journal has of earlier ones. */
final class Forecasts {

    private static final Logger LOG = LoggerFactory.getLogger(Forecasts.class);

    /** Rehearsals that are looked at: enough for a line through several sizes, and never a long read. */
    private static final int REHEARSALS = 5;

    /** Runs for real that are looked at. */
    private static final int EARLIER = 5;

    /** How long the target may take to say how large its tables are; the run begins without that after. */
    private static final int PATIENCE_SECONDS = 20;

    private final Engine engine;
    private final Plan plan;
    private final RunState state;
    private final Map<String, Place> places = new LinkedHashMap<>();

    Forecasts(Engine engine, Plan plan, RunState state) {
        this.engine = engine;
        this.plan = plan;
        this.state = state;
        Places.all(plan, state).flatMap(Forecasts::withUndo).forEach(place -> places.putIfAbsent(place.key(), place));
    }

    private static Stream<Place> withUndo(Place place) {
        int parts = place.step().loop().isPresent()
                ? 0
                : place.step().effect().undo().size();
        return Stream.concat(Stream.of(place), IntStream.rangeClosed(1, parts).mapToObj(place::undo));
    }

    Forecast forecast() {
        List<RunFacts> rehearsals = rehearsals();
        Map<String, List<PastStep>> past = past(rehearsals);
        Map<String, Tables> tables = tables(past);
        Map<String, StepForecast> steps = new TreeMap<>();
        past.forEach((key, all) -> {
            Tables here = tables.getOrDefault(key, Tables.NONE);
            steps.put(key, here.locking(PastStep.forecast(all, here)));
        });
        places.values().forEach(place -> written(place, steps));
        Calibration calibration = steps.isEmpty() ? Calibration.NONE : calibration();
        steps.replaceAll(calibration::apply);
        return new Forecast(
                rehearsals.stream().map(facts -> facts.run().value()).toList(), steps);
    }

    /** What the runbook says counts for more than a rehearsal on other tables, and less than one scaled to these. */
    private void written(Place place, Map<String, StepForecast> steps) {
        boolean scaled = Optional.ofNullable(steps.get(place.key()))
                .map(forecast -> forecast.basis() == StepForecast.Basis.SCALED)
                .orElse(false);
        if (!scaled) {
            boolean constant = place.step()
                    .timing()
                    .estimate()
                    .filter(Template.Constant.class::isInstance)
                    .isPresent();
            StepForecast.Basis basis = constant ? StepForecast.Basis.WRITTEN : StepForecast.Basis.WORKED_OUT;
            Estimates.written(plan, state, place, state.start().at())
                    .ifPresent(length -> steps.put(place.key(), StepForecast.lasting(Interval.around(length), basis)));
        }
    }

    private List<RunFacts> rehearsals() {
        RunFilter filter = RunFilter.ALL.of(plan.runbook().id()).endedRehearsals();
        Optional<String> in = plan.environment().policy().rehearsed().flatMap(rule -> rule.in());
        return engine.journal.runs(in.map(filter::in).orElse(filter), REHEARSALS);
    }

    private Map<String, List<PastStep>> past(List<RunFacts> rehearsals) {
        Map<String, List<PastStep>> past = new TreeMap<>();
        for (RunFacts facts : rehearsals) {
            worked(RunState.of(engine.journal.read(facts.run()).events()))
                    .forEach((key, step) ->
                            past.computeIfAbsent(key, any -> new ArrayList<>()).add(step));
        }
        return past;
    }

    private static Map<String, PastStep> worked(RunState run) {
        Map<String, PastStep> steps = new TreeMap<>();
        run.steps()
                .forEach((key, step) -> step.workedFor()
                        .ifPresent(took ->
                                steps.put(key, new PastStep(took, step.product().result()))));
        return steps;
    }

    private Calibration calibration() {
        RunFilter filter = RunFilter.ALL
                .of(plan.runbook().id())
                .in(plan.environment().name())
                .endedForReal();
        List<Calibration.Past> all = new ArrayList<>();
        for (RunFacts facts : engine.journal.runs(filter, EARLIER)) {
            RunState run = RunState.of(engine.journal.read(facts.run()).events());
            Estimates.fixed(run).steps().forEach((key, expected) -> {
                StepState step = run.step(key);
                step.workedFor().ifPresent(took -> all.add(new Calibration.Past(key, expected, took)));
            });
        }
        return new Calibration(all);
    }

    /** Asked only for steps whose rehearsal can be scaled or that lock what others use, so that a run without one begins at once. */
    private Map<String, Tables> tables(Map<String, List<PastStep>> past) {
        List<Place> asked = past.entrySet().stream()
                .filter(step -> step.getValue().get(0).hasFootprints()
                        || !PastStep.relations(step.getValue().get(0).result()).isEmpty())
                .flatMap(step -> Optional.ofNullable(places.get(step.getKey())).stream())
                .toList();
        if (asked.isEmpty()) {
            return Map.of();
        }
        Map<String, Tables> found = new java.util.concurrent.ConcurrentHashMap<>();
        Future<?> asking = engine.threads.submit(() -> ask(asked, found));
        try {
            asking.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            asking.cancel(true);
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException silent) {
            asking.cancel(true);
            LOG.warn(
                    "The sizes of the tables of {} are not known, so the forecast is as rehearsed: {}",
                    asked.stream().map(Place::key).collect(Collectors.joining(", ")),
                    String.valueOf(silent.getMessage()));
        }
        return Map.copyOf(found);
    }

    private void ask(List<Place> asked, Map<String, Tables> found) {
        Probing probing = new Probing(engine, plan, state);
        try {
            for (Place place : asked) {
                found.put(place.key(), probing.tables(place));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
