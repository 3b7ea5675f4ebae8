package dev.tminus.run;

import dev.tminus.book.Step;
import dev.tminus.book.Values;
import dev.tminus.book.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

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
    SharedMap<StepState> steps = SharedMap.empty();
    Map<String, PhaseState> phases = Map.of();
    Optional<Rollback> rollback = Optional.empty();
    Optional<RunEvent.AbortAsked> abort = Optional.empty();
    Optional<RunEvent.RunPaused> paused = Optional.empty();
    Optional<RunEvent.LockAwaited> lockAwaited = Optional.empty();
    Set<String> locks = Set.of();
    List<Resource> resources = List.of();
    List<String> deviations = List.of();
    Optional<RunEvent.RunEnded> end = Optional.empty();
    Optional<RunEvent.GateChecked> gate = Optional.empty();
    long gateEpoch;
    Set<String> waived = Set.of();
    List<RunEvent.PointTried> tried = List.of();

    /** Worked out and kept, no part of the state: leaving it away changes nothing but the time. Safe for threads. */
    private Settled settled = Settled.NONE;

    /** How many steps at the beginning of a list are settled, so that no decision reads a long list from its start. */
    private record Settled(List<Step> steps, int count) {
        static final Settled NONE = new Settled(List.of(), 0);

        @SuppressWarnings("ReferenceEquality") // comparing what the steps say would take longer than starting over
        int in(List<Step> list) {
            return steps == list ? count : 0;
        }
    }

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
        steps = other.steps;
        phases = other.phases;
        rollback = other.rollback;
        abort = other.abort;
        paused = other.paused;
        lockAwaited = other.lockAwaited;
        locks = other.locks;
        resources = other.resources;
        deviations = other.deviations;
        end = other.end;
        settled = other.settled;
        gate = other.gate;
        gateEpoch = other.gateEpoch;
        waived = other.waived;
        tried = other.tried;
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
        StepState state = steps.find(key);
        return state == null ? StepState.PENDING : state;
    }

    /** The first of a phase's or scenario's own steps that is not settled. */
    Optional<Step> firstOpen(List<Step> own) {
        int at = settled.in(own);
        while (at < own.size() && step(own.get(at).id()).isSettled()) {
            at++;
        }
        settled = new Settled(own, at);
        return at < own.size() ? Optional.of(own.get(at)) : Optional.empty();
    }

    /** Every step something happened to, by key, in no particular order. */
    public Map<String, StepState> steps() {
        return steps;
    }

    public PhaseState phase(String id) {
        return phases.getOrDefault(id, PhaseState.PENDING);
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
        return resources;
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

    /** Points from which the way back was tried, in the order in which they were reached. */
    public List<RunEvent.PointTried> pointsTried() {
        return tried;
    }

    /** Keys of steps whose effects are open, newest first. */
    public List<String> openEffects() {
        return effects(EffectState::isOpen);
    }

    /** Keys of steps whose effects {@code settle} made permanent: nothing takes them back. Newest first. */
    public List<String> settledEffects() {
        return effects(effect -> effect.status() == EffectState.Status.SETTLED);
    }

    private List<String> effects(Predicate<EffectState> which) {
        List<Map.Entry<String, StepState>> found = new ArrayList<>();
        for (Map.Entry<String, StepState> step : steps.entrySet()) {
            if (which.test(step.getValue().effect())) {
                found.add(step);
            }
        }
        found.sort((a, b) -> Long.compare(
                b.getValue().effect().order(), a.getValue().effect().order()));
        return found.stream().map(Map.Entry::getKey).toList();
    }

    // ---- used by Fold on a fresh copy only

    void change(String key, UnaryOperator<StepState> change) {
        StepState before = step(key);
        StepState after = change.apply(before);
        steps = steps.with(key, after);
        if (before.isSettled() && !after.isSettled()) {
            settled = Settled.NONE;
        }
    }

    /** A step starts over; an effect it left stays known. */
    void afresh(String key) {
        if (steps.containsKey(key)) {
            change(
                    key,
                    step -> StepState.PENDING
                            .with(step.effect())
                            .with(step.attempt().grantedAgain()));
        }
    }

    void phase(String id, PhaseState state) {
        Map<String, PhaseState> copy = new LinkedHashMap<>(phases);
        copy.put(id, state);
        phases = copy;
    }

    /** A step that ran again counts once, where it ran last. */
    void tried(RunEvent.PointTried point) {
        List<RunEvent.PointTried> all = new ArrayList<>(tried);
        all.removeIf(other -> other.step().equals(point.step()));
        all.add(point);
        tried = List.copyOf(all);
    }

    void deviated(String what) {
        List<String> all = new ArrayList<>(deviations);
        all.add(what);
        deviations = List.copyOf(all);
    }

    void people(Map<String, List<String>> changed) {
        Map<String, List<String>> copy = new LinkedHashMap<>(people);
        changed.forEach((role, persons) -> copy.put(role, List.copyOf(persons)));
        people = Collections.unmodifiableMap(copy);
    }

    void created(List<Resource> more) {
        if (!more.isEmpty()) {
            List<Resource> all = new ArrayList<>(resources);
            more.stream().filter(made -> all.stream().noneMatch(made::isSame)).forEach(all::add);
            resources = List.copyOf(all);
        }
    }

    void removed(String kind, String name) {
        resources = resources.stream()
                .filter(resource ->
                        !(resource.kind().equals(kind) && resource.name().equals(name)))
                .toList();
    }
}
