package dev.tminus.engine;

import dev.tminus.action.ActionContext;
import dev.tminus.action.Copies;
import dev.tminus.book.Plan;
import dev.tminus.journal.Lease;
import dev.tminus.run.Actor;
import dev.tminus.run.EffectState;
import dev.tminus.run.PointTried;
import dev.tminus.run.Proof;
import dev.tminus.run.Rollback;
import dev.tminus.run.RunEvent;
import dev.tminus.run.RunState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What would happen if the run turned back now: everything is undone in a {@link Tryout}; where that does not lead back, the
 * scenario is tried to which a failure of the step leads.
 */
final class Retreat {

    private static final Actor ACTOR = new Actor("tminus", "rehearsal", Optional.empty());

    private final Engine engine;
    private final Lease lease;
    private final Copies copies;
    private final ActionContext context;
    private final Path notes;

    Retreat(Engine engine, Lease lease, Copies copies, ActionContext context, Path notes) {
        this.engine = engine;
        this.lease = lease;
        this.copies = copies;
        this.context = context;
        this.notes = notes;
    }

    static PointTried notTried(String step, String did, String why) {
        return new PointTried(step, did, Proof.NOT_TRIED, List.of(why), Proof.NOT_TRIED, List.of(why));
    }

    /**
     * From the point after a step.
     *
     * @param changes what the step changed
     * @param scenario to which its failure leads
     */
    PointTried from(String step, String did, Copies.Difference changes, Optional<String> scenario)
            throws InterruptedException {
        List<RunEvent> history = List.copyOf(engine.journal.read(lease.run()).events());
        PointTried undone = undone(history, step, did, changes);
        if (undone.proven() || scenario.isEmpty()) {
            return undone;
        }
        ScenarioWay way = new ScenarioWay(engine, lease, () -> copies.begin(context, notes), history, scenario.get());
        List<ScenarioWay.Found> tries = way.tries();
        String exact = tries.stream()
                .filter(found -> found.verdict().proof() == Proof.EXACT)
                .map(ScenarioWay.Found::by)
                .collect(Collectors.joining(" or "));
        if (!exact.isEmpty()) {
            return undone.provenBy(exact);
        }
        PointTried point = undone;
        for (ScenarioWay.Found found : tries) {
            point = point.notBy(
                    found.by(), found.verdict().proof(), masked(found.verdict().differences()));
        }
        return point;
    }

    private PointTried undone(List<RunEvent> history, String step, String did, Copies.Difference changes)
            throws InterruptedException {
        RunState state = RunState.of(history);
        Optional<Verdict> none =
                state.step(step).effect().isOpen() ? Optional.empty() : Optional.of(Verdict.none(changes));
        if (state.openEffects().isEmpty()) {
            Copies.Difference since = copies.changesSinceStart(context, notes);
            return point(step, did, none.orElseThrow(), since.isNone() ? Verdict.of(since) : Verdict.none(since));
        }
        List<RunEvent> back = new ArrayList<>(history);
        back.add(new RunEvent.RollbackAsked(
                engine.now(), Rollback.UNDO_ONLY, Optional.empty(), Optional.of(ACTOR), "tried on a copy", false));
        try (Copies.Trial trial = copies.begin(context, notes)) {
            return rolledBack(trial, back, step, did, none);
        }
    }

    private PointTried rolledBack(
            Copies.Trial trial, List<RunEvent> history, String step, String did, Optional<Verdict> none)
            throws InterruptedException {
        OwnFirst ownFirst = new OwnFirst(step, none.isPresent());
        try (Tryout tryout = new Tryout(engine, lease, trial, history, inFlight -> ownFirst)) {
            Verdict single = none.isPresent()
                    ? none.get()
                    : verdict(trial, tryout, now -> isOver(now, step), trial::sinceStep, step + "~undo[");
            ownFirst.open();
            Verdict whole = single.proof() == Proof.FAILED || single.proof() == Proof.NOT_TRIED
                    ? single
                    : verdict(trial, tryout, now -> false, trial::sinceStart, "");
            return point(step, did, single, whole);
        }
    }

    private static boolean isOver(RunState state, String step) {
        EffectState.Status status = state.step(step).effect().status();
        return status != EffectState.Status.OPEN && status != EffectState.Status.UNDOING;
    }

    private interface Comparison {
        Copies.Difference now();
    }

    private static Verdict verdict(
            Copies.Trial trial, Tryout tryout, Predicate<RunState> enough, Comparison comparison, String own)
            throws InterruptedException {
        Optional<Verdict> stopped = tryout.until(enough, Tryout.People.NONE);
        if (stopped.isPresent()) {
            return stopped.get();
        }
        Verdict found = Verdict.of(comparison.now());
        List<String> left =
                trial.passedOver().stream().filter(key -> key.startsWith(own)).toList();
        if (found.proof() == Proof.EXACT || left.isEmpty()) {
            return found;
        }
        return found.passingOver(own.isEmpty() ? found.proof() : Proof.NOT_TRIED, left);
    }

    private PointTried point(String step, String did, Verdict single, Verdict whole) {
        return new PointTried(
                step, did, single.proof(), masked(single.differences()), whole.proof(), masked(whole.differences()));
    }

    private List<String> masked(List<String> lines) {
        return lines.stream().map(context.masker()::mask).toList();
    }

    /** Lets the step's own undo come first and alone, so that the copy can be looked at when it is through. */
    private static final class OwnFirst implements Holding {

        private final String step;
        private boolean all;

        OwnFirst(String step, boolean all) {
            this.step = step;
            this.all = all;
        }

        void open() {
            all = true;
        }

        @Override
        public boolean holds(Plan plan, RunState state, RunEvent event) {
            return !all
                    && (event instanceof RunEvent.StepStarted started
                            && started.step().contains("~undo[")
                            && !started.step().startsWith(step + "~undo["));
        }

        @Override
        public void clear(Plan plan, RunState state, RunEvent event) {
            // It is decided anew when the step's own undo is through.
        }
    }
}
