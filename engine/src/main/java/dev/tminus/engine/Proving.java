package dev.tminus.engine;

import dev.tminus.action.Copies;
import dev.tminus.book.Action;
import dev.tminus.book.Durations;
import dev.tminus.book.ExpressionException;
import dev.tminus.book.Plan;
import dev.tminus.book.Values;
import dev.tminus.journal.JournalException;
import dev.tminus.journal.Lease;
import dev.tminus.run.Attempt;
import dev.tminus.run.Place;
import dev.tminus.run.Places;
import dev.tminus.run.RunEvent;
import dev.tminus.run.RunEvent.PointTried;
import dev.tminus.run.RunState;
import dev.tminus.run.StepState;
import dev.tminus.run.StepStatus;
import dev.tminus.run.WaitKind;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries the way back from every point of a rehearsal, where its environment says {@code prove_rollback}: notes what a
 * database holds before a step that may change it, and after the step rolls back on a copy and compares.
 *
 * <p>Both happen between steps, so that no step's time counts them; no other step begins meanwhile.
 */
final class Proving implements Holding {

    private static final Logger LOG = LoggerFactory.getLogger(Proving.class);

    private final Engine engine;
    private final Lease lease;
    private final InFlight inFlight;

    /** Steps before which databases were looked at, with what kept that from being done; empty text where nothing did. */
    private final ConcurrentMap<String, String> noted = new ConcurrentHashMap<>();

    private final Set<String> finished = ConcurrentHashMap.newKeySet();
    private boolean begun;

    Proving(Engine engine, Lease lease, InFlight inFlight) {
        this.engine = engine;
        this.lease = lease;
        this.inFlight = inFlight;
    }

    private Notes notes() {
        return Notes.in(engine.settings.stateFolder().resolve(lease.run().value()));
    }

    @Override
    public boolean holds(Plan plan, RunState state, RunEvent event) {
        if (!plan.environment().provesRollback()
                || state.rollback().isPresent()
                || state.abort().isPresent()) {
            return false;
        }
        begin(state);
        if (event instanceof RunEvent.StepStarted started) {
            return due(state).isPresent()
                    || (!isNoted(started.step())
                            && covered(plan, state, started).isPresent());
        }
        return waitsForProof(event) && due(state).isPresent();
    }

    /** Whoever approves or decides is told from where there is a way back; the end of a run may not come before it. */
    private static boolean waitsForProof(RunEvent event) {
        return event instanceof RunEvent.RunEnded
                || (event instanceof RunEvent.StepWaits wait
                        && (wait.kind() == WaitKind.APPROVE || wait.kind() == WaitKind.DECIDE));
    }

    /** What an earlier process noted before it was gone still counts. */
    private void begin(RunState state) {
        if (!begun) {
            begun = true;
            noted.putAll(notes().read());
            state.pointsTried().forEach(point -> finished.add(point.step()));
        }
    }

    /** A second attempt is held against what was there before the first; a step that runs anew is not. */
    private boolean isNoted(String step) {
        return noted.containsKey(step) && !finished.contains(step);
    }

    private Optional<Place> covered(Plan plan, RunState state, RunEvent.StepStarted started) {
        return covered(plan, state, started.step(), started.inputs());
    }

    /** Where a step stands that is on the way forward and may change a database. */
    private Optional<Place> covered(Plan plan, RunState state, String step, Values inputs) {
        return Places.find(plan, state, step)
                .filter(place ->
                        place.phase().isPresent() && place.step().loop().isEmpty())
                .filter(place -> place.step().action() instanceof Action.Perform perform
                        && plan.environment().standIn(perform.type().name()).isEmpty()
                        && engine.actions.copies().covers(perform.type().name(), inputs));
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
        if (due.isPresent()) {
            String step = due.get();
            String name = "way back from " + step;
            inFlight.aside(
                    name,
                    why -> Arrival.aside(name, Optional.of(tried(Retreat.notTried(step, "", why), engine.now()))),
                    () -> Arrival.aside(name, tried(plan, state, step)));
        } else if (event instanceof RunEvent.StepStarted started) {
            String name = "look before " + started.step();
            inFlight.aside(
                    name, why -> looked(name, started.step(), why), () -> look(name, plan, state, started.step()));
        }
    }

    private Arrival look(String name, Plan plan, RunState state, String step) {
        return looked(name, step, reasonAgainst(() -> {
            Place place = Places.find(plan, state, step).orElseThrow();
            RunContext context = inFlight.context(plan, state, place, 0);
            engine.actions.copies().note(context, notes().folder());
        }));
    }

    private Arrival looked(String name, String step, String why) {
        notes().add(step, why);
        noted.put(step, why);
        finished.remove(step);
        return Arrival.aside(name, Optional.empty());
    }

    private Optional<RunEvent> tried(Plan plan, RunState state, String step) throws InterruptedException {
        Instant from = engine.now();
        Optional<PointTried> point = point(plan, state, step);
        if (point.isEmpty()) {
            notes().remove(step);
        }
        finished.add(step);
        return point.map(found -> tried(found, from));
    }

    private RunEvent tried(PointTried point, Instant from) {
        finished.add(point.step());
        return new RunEvent.RollbackTried(engine.now(), point, Durations.lapse(from, engine.now()));
    }

    /** Empty where the step changed nothing. */
    private Optional<PointTried> point(Plan plan, RunState state, String step) throws InterruptedException {
        String unnoted = noted.getOrDefault(step, "");
        if (!unnoted.isEmpty()) {
            return Optional.of(Retreat.notTried(step, "", unnoted));
        }
        Optional<String> beside = beside(plan, state, step);
        Copies copies = engine.actions.copies();
        Outcome outcome = new Outcome();
        String why = reasonAgainst(() -> {
            Place place = Places.find(plan, state, step).orElseThrow();
            RunContext context = inFlight.context(
                    plan, state, place, state.step(step).attempt().number());
            outcome.did = copies.did(context);
            Copies.Difference changes = copies.changes(context, notes().folder());
            if (!changes.isNone()) {
                outcome.point = Optional.of(
                        beside.isPresent()
                                ? Retreat.notTried(step, outcome.did, beside.get())
                                : new Retreat(engine, lease, copies, context, notes().folder())
                                        .from(step, outcome.did, changes));
            }
        });
        return why.isEmpty() ? outcome.point : Optional.of(Retreat.notTried(step, outcome.did, why));
    }

    /** What a look brought, as far as it came. */
    private static final class Outcome {
        private String did = "";
        private Optional<PointTried> point = Optional.empty();
    }

    /** Another step that worked on a database at the same time: then nobody can tell which of them changed what. */
    private Optional<String> beside(Plan plan, RunState state, String step) {
        Attempt own = state.step(step).attempt();
        Set<String> others = new HashSet<>(state.steps().keySet());
        others.remove(step);
        return others.stream()
                .filter(key -> overlaps(own, state.step(key)))
                .filter(key -> covered(
                                plan, state, key, state.step(key).attempt().inputs())
                        .isPresent())
                .findFirst()
                .map("step %s worked on a database at the same time"::formatted);
    }

    private static boolean overlaps(Attempt own, StepState other) {
        Optional<Instant> begun = other.attempt().startedAt();
        Optional<Instant> ended = other.is(StepStatus.RUNNING)
                ? Optional.of(Instant.MAX)
                : other.attempt().endedAt();
        return begun.isPresent()
                && ended.isPresent()
                && own.endedAt().map(begun.get()::isBefore).orElse(false)
                && own.startedAt().map(ended.get()::isAfter).orElse(false);
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    /** Empty text where it went well. That a way back cannot be tried fails no rehearsal: it is told. */
    private String reasonAgainst(Work work) {
        try {
            work.run();
            return "";
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return "it was stopped";
        } catch (Copies.Refused
                | SecretException
                | ExpressionException
                | JournalException
                | UncheckedIOException known) {
            return String.valueOf(known.getMessage());
        } catch (RuntimeException fault) {
            LOG.warn("A way back could not be tried", fault);
            return "it broke: " + fault;
        }
    }
}
