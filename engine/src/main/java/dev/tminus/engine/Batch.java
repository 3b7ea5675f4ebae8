package dev.tminus.engine;

import dev.tminus.book.Plan;
import dev.tminus.run.Approvals;
import dev.tminus.run.Command;
import dev.tminus.run.Decider;
import dev.tminus.run.Judge;
import dev.tminus.run.Outcome;
import dev.tminus.run.Places;
import dev.tminus.run.RunEvent;
import dev.tminus.run.RunState;
import dev.tminus.run.StepState;
import dev.tminus.run.StepStatus;
import dev.tminus.run.WaitKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one commit will hold: events folded as they are decided, and what is to be begun once they are written. */
final class Batch {

    private final Plan plan;
    private final Instant now;
    private final int limit;
    private final List<RunEvent> events = new ArrayList<>();
    private final List<RunEvent> heldBack = new ArrayList<>();
    private final Map<String, String> secrets = new LinkedHashMap<>();
    private final Holding holding;
    private RunState state;
    private List<Command> commands = List.of();
    private boolean full;
    private boolean lockRefused;

    Batch(Plan plan, RunState state, Instant now, int limit, Holding holding) {
        this.holding = holding;
        this.plan = plan;
        this.state = state;
        this.now = now;
        this.limit = limit;
    }

    void add(RunEvent event) {
        state = state.after(event);
        events.add(event);
    }

    /** Judges what an action reported. */
    void take(Arrival arrival) {
        if (state.status().isEnd()) {
            return;
        }
        arrival.seen().filter(this::isStillWanted).ifPresent(this::add);
        arrival.outcome().ifPresent(outcome -> {
            Judge.Judged judged = Judge.judge(plan, state, arrival.step(), arrival.attempt(), outcome, now);
            events(arrival.step(), outcome, judged).forEach(this::add);
            secrets.putAll(judged.secrets());
        });
    }

    private List<RunEvent> events(String step, Outcome outcome, Judge.Judged judged) {
        boolean secret = Places.find(plan, state, step)
                .map(place -> !place.step().judgement().captureSecret().isEmpty())
                .orElse(false);
        // What a step remembers between its own looks is no result, and it could not go on without it.
        return secret && !(outcome instanceof Outcome.NotYet)
                ? Withheld.from(judged.events(), judged.secrets().values())
                : judged.events();
    }

    private boolean isStillWanted(RunEvent seen) {
        return seen instanceof RunEvent.StepWaits wait
                ? isStillAsked(wait)
                : !(seen instanceof RunEvent.GateChecked gate) || isStillAhead(gate);
    }

    /** The run may have turned back, or its plan been amended to one without the phase, while it was looked at. */
    private boolean isStillAhead(RunEvent.GateChecked gate) {
        return plan.phase(gate.phase()).isPresent()
                && state.phase(gate.phase()).startedAt().isEmpty();
    }

    /** The step may have been skipped, or the plan amended, while its preview was made. */
    private boolean isStillAsked(RunEvent.StepWaits wait) {
        StepState step = state.step(wait.step());
        return !step.isSettled()
                && !step.waitsFor(WaitKind.APPROVE)
                && wait.shownDigest().equals(Approvals.digest(state.planDigest(), wait.shown()));
    }

    /** Asks the decider until it wants nothing more written, or the batch is full, or the plan has changed. */
    void decide() {
        while (true) {
            commands = Decider.next(plan, state, now);
            List<RunEvent> wanted = commands.stream()
                    .filter(Command.Append.class::isInstance)
                    .map(command -> ((Command.Append) command).event())
                    .filter(this::mayBeWritten)
                    .toList();
            if (wanted.isEmpty()) {
                return;
            }
            wanted.forEach(this::add);
            boolean lock = wanted.stream().anyMatch(RunEvent.LockTaken.class::isInstance);
            if (events.size() >= limit || lock) {
                full = true;
                commands = List.of();
                return;
            }
        }
    }

    private boolean mayBeWritten(RunEvent event) {
        boolean held = holding.holds(plan, state, event);
        if (held) {
            heldBack.add(event);
        }
        return !held;
    }

    /** What was decided and has to wait; it is decided again. */
    List<RunEvent> heldBack() {
        return heldBack;
    }

    Instant now() {
        return now;
    }

    RunState state() {
        return state;
    }

    List<RunEvent> events() {
        return events;
    }

    /** Whether there is more to decide after this commit. */
    boolean full() {
        return full;
    }

    Map<String, String> secrets() {
        return secrets;
    }

    List<Command> commands() {
        return lockRefused ? List.of() : commands;
    }

    /** Attempts begun in this batch that still run: their actions are performed once it is written. */
    List<RunEvent.StepStarted> started() {
        return lockRefused
                ? List.of()
                : events.stream()
                        .filter(RunEvent.StepStarted.class::isInstance)
                        .map(RunEvent.StepStarted.class::cast)
                        .filter(started -> state.step(started.step()).is(StepStatus.RUNNING)
                                && state.step(started.step()).attempt().number() == started.attempt())
                        .toList();
    }

    boolean begins() {
        return full
                || !started().isEmpty()
                || commands.stream().anyMatch(command -> !(command instanceof Command.WakeAt));
    }

    boolean amended() {
        return events.stream().anyMatch(RunEvent.PlanAmended.class::isInstance);
    }

    Optional<Instant> wakeAt() {
        return commands.stream()
                .filter(Command.WakeAt.class::isInstance)
                .map(command -> ((Command.WakeAt) command).at())
                .min(Instant::compareTo);
    }

    List<String> locksTaken() {
        return events.stream()
                .filter(RunEvent.LockTaken.class::isInstance)
                .map(event -> ((RunEvent.LockTaken) event).name())
                .toList();
    }

    static List<String> locksReleased(List<RunEvent> events) {
        return events.stream()
                .filter(RunEvent.LockReleased.class::isInstance)
                .map(event -> ((RunEvent.LockReleased) event).name())
                .toList();
    }

    List<RunEvent> eventsBeforeLock() {
        return events.stream()
                .takeWhile(event -> !(event instanceof RunEvent.LockTaken))
                .toList();
    }

    /** The lock was another run's: nothing of this batch is begun, and the run is decided on anew. */
    void lockRefused() {
        lockRefused = true;
    }
}
