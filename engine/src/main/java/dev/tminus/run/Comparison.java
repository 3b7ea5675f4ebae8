package dev.tminus.run;

import dev.tminus.book.Action;
import dev.tminus.book.Durations;
import dev.tminus.book.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Two runs of a runbook side by side: what the text changed, which steps took another time, and which ran in one of them
 * only. Pure.
 *
 * @param text what differs between the runbooks, a line each
 * @param steps every step of the way forward that began in either run, in the order of the later runbook
 */
public record Comparison(List<String> text, List<Line> steps) {

    /** Below that a difference is chance. */
    private static final Duration NOISE = Duration.ofSeconds(1);

    private static final int PERCENT_THAT_COUNTS = 25;

    public Comparison {
        text = List.copyOf(text);
        steps = List.copyOf(steps);
    }

    /**
     * One step in both runs.
     *
     * @param phase empty text where only the earlier runbook has the step
     * @param before how long it took in the first run; empty where it did not run to an end there, or people did it
     */
    public record Line(
            String phase,
            String step,
            Status first,
            Status second,
            Optional<Duration> before,
            Optional<Duration> after) {

        public Change change() {
            if (first.ran() != second.ran()) {
                return second.ran() ? Change.RAN_NOW : Change.SKIPPED_NOW;
            }
            if (before.isEmpty() || after.isEmpty()) {
                return Change.SAME;
            }
            Duration difference = after.get().minus(before.get());
            boolean counts = difference.abs().compareTo(NOISE) >= 0
                    && difference.abs().multipliedBy(100).compareTo(before.get().multipliedBy(PERCENT_THAT_COUNTS))
                            >= 0;
            if (!counts) {
                return Change.SAME;
            }
            return difference.isNegative() ? Change.FASTER : Change.SLOWER;
        }
    }

    /** How a step stood at the end of a run. */
    public record Status(StepStatus status, boolean ran) {}

    /** What became of a step from the first run to the second. */
    public enum Change {
        SAME,
        SLOWER,
        FASTER,
        RAN_NOW,
        SKIPPED_NOW
    }

    public static Comparison of(Plan firstPlan, RunState first, Plan secondPlan, RunState second) {
        Map<String, Line> lines = new LinkedHashMap<>();
        add(lines, secondPlan, second, first, second);
        add(lines, firstPlan, first, first, second);
        return new Comparison(Differences.between(firstPlan, secondPlan), List.copyOf(lines.values()));
    }

    private static void add(Map<String, Line> lines, Plan plan, RunState shape, RunState first, RunState second) {
        Places.all(plan, shape)
                .filter(place -> place.phase().isPresent() && !place.holdsSteps())
                .filter(place ->
                        first.steps().containsKey(place.key()) || second.steps().containsKey(place.key()))
                .forEach(place -> lines.computeIfAbsent(
                        place.key(),
                        key -> new Line(
                                place.phase().orElseThrow().id(),
                                key,
                                status(first, key),
                                status(second, key),
                                length(place, first, key),
                                length(place, second, key))));
    }

    private static Status status(RunState run, String key) {
        StepState state = run.step(key);
        return new Status(state.status(), state.attempt().number() > 0);
    }

    /** The last attempt's own time; what people did is not measured. */
    private static Optional<Duration> length(Place place, RunState run, String key) {
        StepState state = run.step(key);
        boolean machine = place.step().action() instanceof Action.Perform
                && state.said().answer().isEmpty();
        boolean ended = state.is(StepStatus.DONE) || state.is(StepStatus.UNDONE) || state.is(StepStatus.CLOSED);
        return machine && ended && state.attempt().startedAt().isPresent()
                ? state.attempt()
                        .endedAt()
                        .map(end -> Durations.lapse(state.attempt().startedAt().get(), end))
                : Optional.empty();
    }

    /** What is worth saying, a line each; none where both runs went alike. */
    public List<String> sentences() {
        List<String> all = new ArrayList<>(text);
        steps.stream().filter(line -> line.change() != Change.SAME).forEach(line -> all.add(sentence(line)));
        return all;
    }

    private static String sentence(Line line) {
        return switch (line.change()) {
            case SLOWER, FASTER ->
                "%s %s: %s, before %s"
                        .formatted(
                                line.change() == Change.SLOWER ? "slower" : "faster",
                                line.step(),
                                Durations.text(line.after().orElseThrow()),
                                Durations.text(line.before().orElseThrow()));
            case RAN_NOW ->
                "ran %s: it was %s before"
                        .formatted(line.step(), line.first().status().word());
            case SKIPPED_NOW ->
                "did not run %s: it is %s, before it was %s"
                        .formatted(
                                line.step(),
                                line.second().status().word(),
                                line.first().status().word());
            case SAME -> "same %s".formatted(line.step());
        };
    }

    /** The later run's measured times as estimates, by phase and step, rounded up; iterations and groups are left out. */
    public Map<String, Map<String, Duration>> estimates() {
        Map<String, Map<String, Duration>> phases = new LinkedHashMap<>();
        for (Line line : steps) {
            boolean own = line.step().matches("[a-z0-9_]+");
            line.after()
                    .filter(length -> own)
                    .ifPresent(length -> phases.computeIfAbsent(line.phase(), phase -> new LinkedHashMap<>())
                            .put(line.step(), roundedUp(length)));
        }
        return phases;
    }

    /** To seconds below two minutes, to ten seconds below ten, to minutes beyond. */
    private static Duration roundedUp(Duration length) {
        long grain = length.compareTo(Duration.ofMinutes(2)) < 0
                ? 1
                : length.compareTo(Duration.ofMinutes(10)) < 0 ? 10 : 60;
        long seconds = Math.max(1, (length.toMillis() + 999) / 1000);
        return Duration.ofSeconds((seconds + grain - 1) / grain * grain);
    }
}
