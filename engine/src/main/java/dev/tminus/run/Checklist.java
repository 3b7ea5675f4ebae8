package dev.tminus.run;

import dev.tminus.book.Durations;
import dev.tminus.book.Plan;
import dev.tminus.book.Scenario;
import dev.tminus.book.Values;
import dev.tminus.forecast.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A run as people look at it: where it is, what runs, who must act, and what turning back would mean. Pure; made afresh
 * from the state whenever somebody looks.
 *
 * @param weight how much the run counts, as its environment declares
 * @param rollback the scenario under way
 * @param remedies scenarios that are through and after which the run went on
 * @param endsAt when the run should be over, by its estimates; empty once it is or where nobody knows
 * @param endsBy when it should be over if everything takes as long as it may
 * @param latestRollbackAt when the quickest way back must begin to be through within the window
 * @param proof from where a rehearsal found the way back to lead exactly to where it began
 */
public record Checklist(
        String run,
        String runbook,
        String name,
        String environment,
        boolean rehearsal,
        String weight,
        RunStatus status,
        boolean parked,
        Instant now,
        List<PhaseLine> phases,
        Optional<PhaseLine> rollback,
        List<PhaseLine> remedies,
        List<Asked> waiting,
        List<String> openEffects,
        List<WayBack> waysBack,
        Optional<Instant> endsAt,
        Optional<Instant> endsBy,
        Optional<Instant> latestRollbackAt,
        Duration downtime,
        RollbackProof proof) {

    public static Checklist of(Plan plan, RunState run, Instant now) {
        Moment moment = new Moment(plan, run, now);
        List<PhaseLine> phases = plan.runbook().phases().stream()
                .map(phase -> PhaseLine.of(moment, phase))
                .toList();
        List<Asked> waiting = run.status().isEnd() ? List.of() : Asked.all(moment);
        List<WayBack> back = run.status().isEnd() ? List.of() : WayBack.all(moment);
        Interval left = left(moment);
        return new Checklist(
                run.start().id(),
                plan.runbook().id(),
                plan.runbook().name(),
                plan.environment().name(),
                plan.environment().rehearsal(),
                plan.environment().weight(),
                run.status(),
                isParked(moment),
                now,
                phases,
                rollback(moment),
                remedies(moment),
                waiting,
                run.openEffects(),
                back,
                run.status().isEnd() ? Optional.empty() : Optional.of(now.plus(left.expected())),
                run.status().isEnd() ? Optional.empty() : Optional.of(now.plus(left.high())),
                back.stream().flatMap(way -> way.latestStart(run).stream()).max(Instant::compareTo),
                Downtime.of(plan, run, run.end().map(RunEvent.RunEnded::at).orElse(now)),
                RollbackProof.shownIn(run));
    }

    private static boolean isParked(Moment moment) {
        return !moment.run().status().isEnd()
                && Running.outside(moment).stream()
                        .noneMatch(place -> moment.state(place).is(StepStatus.RUNNING));
    }

    private static Optional<PhaseLine> rollback(Moment moment) {
        return moment.run().rollback().map(asked -> {
            var scenario = moment.plan().scenario(asked.scenario());
            return new PhaseLine(
                    asked.scenario(),
                    scenario.map(found -> found.name()).orElse("Undo what is open"),
                    asked.startedAt().isPresent() ? StepStatus.RUNNING : StepStatus.WAITING,
                    "",
                    Optional.empty(),
                    asked.startedAt(),
                    Optional.empty(),
                    Duration.ZERO,
                    scenario.map(found -> steps(moment, found)).orElse(List.of()));
        });
    }

    private static List<StepLine> steps(Moment moment, Scenario scenario) {
        return Stream.concat(Places.before(scenario).stream(), Places.of(scenario).stream())
                .map(place -> StepLine.of(moment, place))
                .toList();
    }

    private static List<PhaseLine> remedies(Moment moment) {
        return moment.plan().runbook().rollbacks().values().stream()
                .filter(scenario -> moment.run()
                        .rollback()
                        .filter(now -> now.scenario().equals(scenario.id()))
                        .isEmpty())
                .map(scenario -> remedy(scenario, steps(moment, scenario)))
                .filter(line -> line.startedAt().isPresent())
                .toList();
    }

    private static PhaseLine remedy(Scenario scenario, List<StepLine> steps) {
        return new PhaseLine(
                scenario.id(),
                scenario.name(),
                StepStatus.DONE,
                "",
                Optional.empty(),
                steps.stream().flatMap(step -> step.startedAt().stream()).min(Instant::compareTo),
                steps.stream().flatMap(step -> step.endedAt().stream()).max(Instant::compareTo),
                Duration.ZERO,
                steps);
    }

    /** What is left to do by the estimates: what runs is taken to need what is left of its own. */
    private static Interval left(Moment moment) {
        return Interval.sequence(moment.plan().runbook().phases().stream()
                .filter(phase -> !moment.run().phase(phase.id()).status().isSettled())
                .flatMap(phase -> Places.of(phase).stream())
                .filter(place -> !moment.state(place).isSettled())
                .map(place -> Estimates.intervals(moment.plan(), moment.run(), List.of(place), moment.now())
                        .after(elapsed(moment, place)))
                .toList());
    }

    private static Duration elapsed(Moment moment, Place place) {
        return moment.state(place)
                .attempt()
                .firstStartedAt()
                .map(from -> Durations.lapse(from, moment.now()))
                .orElse(Duration.ZERO);
    }

    /** Every line of every phase, remedy and of the scenario under way, outside in. */
    public Stream<StepLine> lines() {
        return parts().flatMap(PhaseLine::all);
    }

    /** Phases, then scenarios that are through, then the one under way. */
    public Stream<PhaseLine> parts() {
        return Stream.of(phases.stream(), remedies.stream(), rollback.stream()).flatMap(all -> all);
    }

    /** Steps under way in the world, innermost ones only. */
    public List<StepLine> running() {
        return lines().filter(line -> line.status() == StepStatus.RUNNING)
                .filter(line -> line.each().isEmpty() && line.steps().isEmpty())
                .toList();
    }

    /** The next steps that have not begun, in order. */
    public List<StepLine> next(int most) {
        return Stream.concat(phases.stream(), rollback.stream())
                .flatMap(PhaseLine::all)
                .filter(line -> line.status() == StepStatus.PENDING)
                .limit(most)
                .toList();
    }

    /** What happens if nobody does anything, in one sentence. */
    public String ifNobodyActs() {
        if (status.isEnd()) {
            return "The run is over.";
        }
        Optional<Asked> lapsing =
                waiting.stream().filter(asked -> asked.expires().isPresent()).findFirst();
        if (lapsing.isPresent()) {
            return "The request at %s lapses at %s; then it has to be asked again."
                    .formatted(lapsing.get().step(), lapsing.get().expires().get());
        }
        Optional<Asked> person = waiting.stream().filter(Asked::needsPerson).findFirst();
        if (waiting.stream().anyMatch(asked -> asked.kind() == WaitKind.PAUSED)) {
            return "The run stays paused until somebody resumes it.";
        }
        if (person.isPresent()) {
            return "The run waits at %s; silence decides nothing."
                    .formatted(person.get().step());
        }
        return running().isEmpty()
                ? "The run goes on by itself when its time comes."
                : "The run goes on by itself; it should be over in about %s."
                        .formatted(endsAt.map(end -> Values.text(Duration.between(now, end)))
                                .orElse("an unknown time"));
    }
}
