package dev.tminus.engine;

import dev.tminus.action.Copies;
import dev.tminus.book.Action;
import dev.tminus.book.Choice;
import dev.tminus.book.Environment;
import dev.tminus.book.ExpressionException;
import dev.tminus.book.Plan;
import dev.tminus.book.Values;
import dev.tminus.journal.JournalException;
import dev.tminus.journal.Lease;
import dev.tminus.run.Attempt;
import dev.tminus.run.Place;
import dev.tminus.run.Places;
import dev.tminus.run.PointTried;
import dev.tminus.run.Rollback;
import dev.tminus.run.RunEvent;
import dev.tminus.run.RunState;
import dev.tminus.run.StepState;
import dev.tminus.run.StepStatus;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the databases of a rehearsal between its steps. That one cannot be looked at fails no rehearsal: it is told. */
final class PointLook {

    private static final Logger LOG = LoggerFactory.getLogger(PointLook.class);

    private final Engine engine;
    private final Lease lease;
    private final InFlight inFlight;
    private final Notes notes;

    PointLook(Engine engine, Lease lease, InFlight inFlight, Notes notes) {
        this.engine = engine;
        this.lease = lease;
        this.inFlight = inFlight;
        this.notes = notes;
    }

    /** Where a step stands that is on the way forward and may change a database. */
    Optional<Place> covered(Plan plan, RunState state, String step, Values inputs) {
        return Places.find(plan, state, step)
                .filter(place ->
                        place.phase().isPresent() && place.step().loop().isEmpty())
                .filter(place -> place.step().action() instanceof Action.Perform perform
                        && plan.environment().standIn(perform.type().name()).isEmpty()
                        && engine.actions.copies().covers(perform.type().name(), inputs));
    }

    /** Notes what the step's database holds; what was in the way of that, empty text where nothing was. */
    String before(Plan plan, RunState state, String step) {
        return reasonAgainst(() -> {
            RunContext context = context(plan, state, step);
            Optional<String> costs = plan.environment().provesRollback() == Environment.ProvesRollback.WHERE_CHEAP
                    ? engine.actions.copies().costs(context)
                    : Optional.empty();
            if (costs.isPresent()) {
                throw new Copies.Refused(
                        costs.get() + "; prove_rollback: true in the environment has it tried all the same", null);
            }
            engine.actions.copies().note(context, notes.folder());
        });
    }

    private RunContext context(Plan plan, RunState state, String step) {
        Place place = Places.find(plan, state, step).orElseThrow();
        // Before its first attempt, and where it runs anew, a step has no inputs that were written down for it.
        int attempt = state.step(step).is(StepStatus.PENDING)
                ? 0
                : state.step(step).attempt().number();
        return inFlight.context(plan, state, place, attempt);
    }

    /** @return empty where the step changed nothing */
    Optional<PointTried> from(Plan plan, RunState state, String step, Notes.Note note) {
        if (!note.why().isEmpty()) {
            return Optional.of(Retreat.notTried(step, "", note.why()));
        }
        Seen seen = new Seen();
        String why = reasonAgainst(() -> {
            RunContext context = context(plan, state, step);
            Copies copies = engine.actions.copies();
            seen.did = copies.did(context);
            Copies.Difference changes = copies.changes(context, notes.folder());
            if (!changes.isNone()) {
                Optional<String> beside = beside(plan, state, step, note.at());
                seen.point = Optional.of(
                        beside.isPresent()
                                ? Retreat.notTried(step, seen.did, beside.get())
                                : new Retreat(engine, lease, copies, context, notes.folder())
                                        .from(step, seen.did, changes, scenario(plan, state, step)));
            }
        });
        return why.isEmpty() ? seen.point : Optional.of(Retreat.notTried(step, seen.did, why));
    }

    /** To which a failure of the step leads. */
    private static Optional<String> scenario(Plan plan, RunState state, String step) {
        return Places.find(plan, state, step)
                .map(Place::onFailure)
                .filter(Choice.RollBack.class::isInstance)
                .map(back -> ((Choice.RollBack) back).scenario());
    }

    /** What was seen, as far as it came. */
    private static final class Seen {
        private String did = "";
        private Optional<PointTried> point = Optional.empty();
    }

    /** Another step that worked on a database since the look: then nobody can tell which of them changed what. */
    private Optional<String> beside(Plan plan, RunState state, String step, Instant looked) {
        Attempt own = state.step(step).attempt();
        return state.steps().keySet().stream()
                .filter(key -> !key.equals(step) && overlaps(looked, own, state.step(key)))
                .filter(key -> covered(
                                plan, state, key, state.step(key).attempt().inputs())
                        .isPresent())
                .findFirst()
                .map("step %s worked on a database at the same time"::formatted);
    }

    private static boolean overlaps(Instant looked, Attempt own, StepState other) {
        Optional<Instant> begun = other.attempt().startedAt();
        Optional<Instant> ended = other.is(StepStatus.RUNNING)
                ? Optional.of(Instant.MAX)
                : other.attempt().endedAt();
        return begun.isPresent()
                && ended.isPresent()
                && own.endedAt().map(begun.get()::isBefore).orElse(false)
                && ended.get().isAfter(looked);
    }

    /** What a rollback that is through led to, held against what there was before the run's first change. */
    Optional<RunEvent.RollbackCompared> afterRollback(Plan plan, RunState state, Collection<String> steps) {
        String scenario = state.rollback().map(Rollback::scenario).orElse("");
        Set<String> schema = new LinkedHashSet<>();
        Set<String> rows = new LinkedHashSet<>();
        String why = reasonAgainst(() -> {
            for (String step : steps) {
                Copies.Difference found =
                        engine.actions.copies().changesSinceStart(context(plan, state, step), notes.folder());
                schema.addAll(found.schema());
                rows.addAll(found.rows());
            }
        });
        Verdict verdict = why.isEmpty()
                ? Verdict.of(new Copies.Difference(List.copyOf(schema), List.copyOf(rows)))
                : Verdict.notTried(why);
        return Optional.of(
                new RunEvent.RollbackCompared(engine.now(), scenario, verdict.proof(), verdict.differences()));
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    /** Empty text where it went well. */
    private static String reasonAgainst(Work work) {
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
