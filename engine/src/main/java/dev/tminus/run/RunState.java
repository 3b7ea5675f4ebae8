package dev.tminus.run;

import dev.tminus.book.Step;
import dev.tminus.book.Values;
import dev.tminus.book.Window;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Where a run stands: its journal, folded. Immutable; {@link #after} gives the next one. */
public final class RunState {

    /** Before any event. */
    public static final RunState NEW = new RunState();

    RunStatus status = RunStatus.RUNNING;
    long events;
    long epoch;
    Optional<RunEvent.RunStarted> start = Optional.empty();
    String plan = "";
    String planDigest = "";
    String runbookDigest = "";
    int amendments;
    Optional<Window> window = Optional.empty();
    Values vars = Values.NONE;
    Map<String, List<String>> people = Map.of();
    Progress progress = Progress.NONE;
    Optional<Rollback> rollback = Optional.empty();
    Optional<RunEvent.AbortAsked> abort = Optional.empty();
    Optional<RunEvent.RunPaused> paused = Optional.empty();
    Optional<RunEvent.LockAwaited> lockAwaited = Optional.empty();
    Set<String> locks = Set.of();
    Resources resources = Resources.NONE;
    List<String> deviations = List.of();
    Optional<RunEvent.RunEnded> end = Optional.empty();
    Optional<RunEvent.GateChecked> gate = Optional.empty();
    long gateEpoch;
    Set<String> waived = Set.of();
    List<PointTried> tried = List.of();
    Optional<RunEvent.RollbackCompared> wentBack = Optional.empty();

    private RunState() {}

    private RunState(RunState other) {
        status = other.status;
        events = other.events;
        epoch = other.epoch;
        start = other.start;
        plan = other.plan;
        planDigest = other.planDigest;
        runbookDigest = other.runbookDigest;
        amendments = other.amendments;
        window = other.window;
        vars = other.vars;
        people = other.people;
        progress = other.progress;
        rollback = other.rollback;
        abort = other.abort;
        paused = other.paused;
        lockAwaited = other.lockAwaited;
        locks = other.locks;
        resources = other.resources;
        deviations = other.deviations;
        end = other.end;
        gate = other.gate;
        gateEpoch = other.gateEpoch;
        waived = other.waived;
        tried = other.tried;
        wentBack = other.wentBack;
    }

    public static RunState of(List<? extends RunEvent> history) {
        RunState run = NEW;
        for (RunEvent event : history) {
            run = run.after(event);
        }
        return run;
    }

    /** The state after one more event. */
    public RunState after(RunEvent event) {
        if (status.isEnd()) {
            throw new IllegalStateException("run is %s and takes no %s"
                    .formatted(status, event.getClass().getSimpleName()));
        }
        RunState next = new RunState(this);
        next.events = events + 1;
        Fold.apply(next, event);
        return next;
    }

    public RunStatus status() {
        return status;
    }

    /** How many events it is the fold of. */
    public long events() {
        return events;
    }

    public long epoch() {
        return epoch;
    }

    /** How the run began; a state without events has none. */
    public RunEvent.RunStarted start() {
        return start.orElseThrow(() -> new IllegalStateException("the run has no first event"));
    }

    public String plan() {
        return plan;
    }

    public String planDigest() {
        return planDigest;
    }

    public String runbookDigest() {
        return runbookDigest;
    }

    public int amendments() {
        return amendments;
    }

    public Optional<Window> window() {
        return window;
    }

    /** Values fixed at their first use. */
    public Values vars() {
        return vars;
    }

    /** People by role. */
    public Map<String, List<String>> people() {
        return people;
    }

    public StepState step(String key) {
        return progress.step(key);
    }

    /** The first of a phase's or scenario's own steps that is not settled. */
    Optional<Step> firstOpen(List<Step> own) {
        return progress.firstOpen(own);
    }

    /** Every step something happened to, by key, in no particular order. */
    public Map<String, StepState> steps() {
        return progress.steps();
    }

    public PhaseState phase(String id) {
        return progress.phase(id);
    }

    public Optional<Rollback> rollback() {
        return rollback;
    }

    public Optional<RunEvent.AbortAsked> abort() {
        return abort;
    }

    public Optional<RunEvent.RunPaused> paused() {
        return paused;
    }

    public Optional<RunEvent.LockAwaited> lockAwaited() {
        return lockAwaited;
    }

    public Set<String> locks() {
        return locks;
    }

    /** What the run created outside and is still there. */
    public List<Resource> resources() {
        return resources.all();
    }

    /** What went otherwise than planned: skipped by a person, tolerated, remedied, amended. */
    public List<String> deviations() {
        return deviations;
    }

    /** Whether a person set a rule aside, before the run or since. */
    public boolean isWaived(String rule) {
        return waived.contains(rule)
                || start().waivers().stream().anyMatch(waiver -> waiver.rule().equals(rule));
    }

    public Optional<RunEvent.RunEnded> end() {
        return end;
    }

    /** What a rehearsal that went back for real found of that. */
    public Optional<RunEvent.RollbackCompared> wentBack() {
        return wentBack;
    }

    /** Points from which the way back was tried, in the order in which they were reached. */
    public List<PointTried> pointsTried() {
        return tried;
    }

    /** Keys of steps whose effects are open, newest first. */
    public List<String> openEffects() {
        return progress.effects(EffectState::isOpen);
    }

    /** Keys of steps whose effects {@code settle} made permanent: nothing takes them back. Newest first. */
    public List<String> settledEffects() {
        return progress.effects(effect -> effect.status() == EffectState.Status.SETTLED);
    }

    // ---- used by the rules of the fold on a fresh copy only

    void change(String key, UnaryOperator<StepState> change) {
        progress = progress.with(key, change);
    }

    boolean knows(String key) {
        return progress.steps().containsKey(key);
    }

    /** A step starts over; an effect it left stays known. */
    void afresh(String key) {
        if (knows(key)) {
            change(
                    key,
                    step -> StepState.PENDING
                            .with(step.effect())
                            .with(step.attempt().grantedAgain()));
        }
    }

    void phase(String id, PhaseState state) {
        progress = progress.with(id, state);
    }

    /** A step that ran again counts once, where it ran last. */
    void tried(PointTried point) {
        tried = Stream.concat(tried.stream().filter(other -> !other.step().equals(point.step())), Stream.of(point))
                .toList();
    }

    void deviated(String what) {
        deviations = Stream.concat(deviations.stream(), Stream.of(what)).toList();
    }
}
