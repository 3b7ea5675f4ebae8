package dev.tminus.engine;

import dev.tminus.book.Durations;
import dev.tminus.book.Environment;
import dev.tminus.book.Plan;
import dev.tminus.engine.Notes.Note;
import dev.tminus.journal.Lease;
import dev.tminus.run.PointTried;
import dev.tminus.run.RunEvent;
import dev.tminus.run.RunState;
import dev.tminus.run.StepStatus;
import dev.tminus.run.WaitKind;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Tries the way back from every point of a rehearsal, unless its environment says {@code prove_rollback: false}: has the
 * database looked at before a step that may change it, and after the step has everything rolled back on a copy and compared. A
 * rehearsal that goes back for real has what that led to compared too.
 *
 * <p>All that happens between steps, so that no step's time counts it; no other step begins meanwhile.
 */
final class Proving implements Holding {

    private static final String LATE = "the database was not looked at before an earlier attempt of this step";

    private final Engine engine;
    private final InFlight inFlight;
    private final PointLook look;
    private final Notes notes;

    /** Steps before which databases were looked at. */
    private final ConcurrentMap<String, Note> noted = new ConcurrentHashMap<>();

    private final Set<String> finished = new HashSet<>();

    /** What counts once a report is taken in, by its name: what it held back may be decided with it, never before. */
    private final ConcurrentMap<String, Runnable> landing = new ConcurrentHashMap<>();

    private boolean compared;
    private boolean begun;

    Proving(Engine engine, Lease lease, InFlight inFlight) {
        this.engine = engine;
        this.inFlight = inFlight;
        this.notes = Notes.in(engine.settings.stateFolder().resolve(lease.run().value()));
        this.look = new PointLook(engine, lease, inFlight, notes);
    }

    @Override
    public boolean holds(Plan plan, RunState state, RunEvent event) {
        boolean never = plan.environment().provesRollback() == Environment.ProvesRollback.NEVER;
        if (never || state.abort().isPresent()) {
            return false;
        }
        begin(state);
        if (state.rollback().isPresent()) {
            return isEnd(event) && !compared && !noted.isEmpty();
        }
        if (event instanceof RunEvent.StepStarted started) {
            return due(state).isPresent()
                    || (!isNoted(started.step())
                            && look.covered(plan, state, started.step(), started.inputs())
                                    .isPresent());
        }
        return waitsForProof(event) && due(state).isPresent();
    }

    /** What is decided together at the end: the lock keeps others away until everything was looked at. */
    private static boolean isEnd(RunEvent event) {
        return event instanceof RunEvent.RunEnded
                || event instanceof RunEvent.LockReleased
                || (event instanceof RunEvent.RollbackEnded back && back.then().equals("end"));
    }

    /** Whoever approves or decides is told from where there is a way back; no phase ends before it was tried. */
    private static boolean waitsForProof(RunEvent event) {
        return isEnd(event)
                || event instanceof RunEvent.PhaseEnded
                || (event instanceof RunEvent.StepWaits wait
                        && (wait.kind() == WaitKind.APPROVE || wait.kind() == WaitKind.DECIDE));
    }

    /** What an earlier process noted before it was gone still counts. */
    private void begin(RunState state) {
        if (!begun) {
            begun = true;
            noted.putAll(notes.read());
            state.pointsTried().forEach(point -> finished.add(point.step()));
            compared = state.wentBack().isPresent();
        }
    }

    /** A second attempt is held against what was there before the first; a step that runs anew is not. */
    private boolean isNoted(String step) {
        return noted.containsKey(step) && !finished.contains(step);
    }

    /** A step that ended well and whose way back was not tried yet. */
    private Optional<String> due(RunState state) {
        return noted.keySet().stream()
                .filter(step -> state.step(step).is(StepStatus.DONE) && !finished.contains(step))
                .sorted()
                .findFirst();
    }

    @Override
    public void clear(Plan plan, RunState state, RunEvent event) {
        Optional<String> due = due(state);
        if (state.rollback().isPresent()) {
            String name = "what the rollback led to";
            inFlight.aside(name, why -> over(name), () -> compare(name, plan, state));
        } else if (due.isPresent()) {
            String step = due.get();
            String name = "way back from " + step;
            Instant from = engine.now();
            inFlight.aside(
                    name,
                    why -> tried(name, Retreat.notTried(step, "", why), from),
                    () -> look.from(plan, state, step, noted.getOrDefault(step, new Note(from, LATE)))
                            .map(point -> tried(name, point, from))
                            .orElseGet(() -> unchanged(name, step)));
        } else if (event instanceof RunEvent.StepStarted started) {
            String step = started.step();
            String name = "look before " + step;
            Instant at = engine.now();
            boolean late = state.step(step).attempt().number() > 0 && !finished.contains(step);
            inFlight.aside(
                    name,
                    why -> looked(name, step, new Note(at, why)),
                    () -> looked(name, step, new Note(at, late ? LATE : look.before(plan, state, step))));
        }
    }

    @Override
    public void landed(Arrival arrival) {
        Optional.ofNullable(landing.remove(arrival.step())).ifPresent(Runnable::run);
    }

    private Arrival looked(String name, String step, Note note) {
        Note kept = notes.added(step, note);
        landing.put(name, () -> {
            noted.put(step, kept);
            finished.remove(step);
        });
        return Arrival.aside(name, Optional.empty());
    }

    private Arrival tried(String name, PointTried point, Instant from) {
        landing.put(name, () -> finished.add(point.step()));
        Instant now = engine.now();
        return Arrival.aside(name, Optional.of(new RunEvent.RollbackTried(now, point, Durations.lapse(from, now))));
    }

    private Arrival unchanged(String name, String step) {
        landing.put(name, () -> finished.add(step));
        notes.remove(step);
        return Arrival.aside(name, Optional.empty());
    }

    private Arrival compare(String name, Plan plan, RunState state) {
        Optional<RunEvent> found =
                look.afterRollback(plan, state, noted.keySet()).map(seen -> seen);
        landing.put(name, () -> compared = true);
        return Arrival.aside(name, found);
    }

    private Arrival over(String name) {
        landing.put(name, () -> compared = true);
        return Arrival.aside(name, Optional.empty());
    }
}
