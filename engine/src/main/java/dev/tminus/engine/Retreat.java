package dev.tminus.engine;

import dev.tminus.action.ActionContext;
import dev.tminus.action.Copies;
import dev.tminus.book.Plan;
import dev.tminus.journal.Append;
import dev.tminus.journal.Head;
import dev.tminus.journal.InMemoryJournal;
import dev.tminus.journal.Lease;
import dev.tminus.run.Actor;
import dev.tminus.run.Asked;
import dev.tminus.run.Checklist;
import dev.tminus.run.EffectState;
import dev.tminus.run.PointTried;
import dev.tminus.run.Proof;
import dev.tminus.run.Rollback;
import dev.tminus.run.RunEvent;
import dev.tminus.run.RunState;
import dev.tminus.run.WaitKind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What would happen if the run turned back now: its journal is copied into memory, a rollback is asked for there, and the
 * same engine drives it, with copies in place of the databases. The run itself knows nothing of it.
 */
final class Retreat {

    private static final Actor ACTOR = new Actor("tminus", "rehearsal", Optional.empty());

    /** Longer waits, of an undo that begins with one, are not waited for. */
    private static final Duration SOON = Duration.ofMinutes(1);

    private static final Duration AT_MOST = Duration.ofHours(1);
    private static final Duration LOOK = Duration.ofMillis(200);

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

    /** @param changes what the step changed */
    PointTried from(String step, String did, Copies.Difference changes) throws InterruptedException {
        List<RunEvent> history =
                new ArrayList<>(engine.journal.read(lease.run()).events());
        RunState state = RunState.of(history);
        Optional<Verdict> none =
                state.step(step).effect().isOpen() ? Optional.empty() : Optional.of(Verdict.none(changes));
        if (state.openEffects().isEmpty()) {
            Copies.Difference since = copies.changesSinceStart(context, notes);
            return point(step, did, none.orElseThrow(), since.isNone() ? Verdict.of(since) : Verdict.none(since));
        }
        history.add(new RunEvent.RollbackAsked(
                engine.now(), Rollback.UNDO_ONLY, Optional.empty(), Optional.of(ACTOR), "tried on a copy", false));
        try (Copies.Trial trial = copies.begin(context, notes)) {
            return rolledBack(trial, engine.plans.read(state.plan()), history, step, did, none);
        }
    }

    private PointTried rolledBack(
            Copies.Trial trial, Plan plan, List<RunEvent> history, String step, String did, Optional<Verdict> none)
            throws InterruptedException {
        Engine beside = new Engine(
                new InMemoryJournal(engine.settings.clock()),
                engine.plans,
                engine.actions.wrapped(trial::on),
                engine.secrets,
                engine.settings,
                engine.threads);
        RunState state = RunState.of(history);
        beside.journal.start(
                Append.of(Head.EMPTY, Facts.of(plan, state, engine.now(), true, Optional.empty()), history));
        OwnFirst ownFirst = new OwnFirst(step, none.isPresent());
        Lease own = beside.journal.acquire(lease.run(), "trial", AT_MOST.multipliedBy(2));
        try (Drive drive = new Drive(beside, own, inFlight -> ownFirst)) {
            Verdict single = none.isPresent()
                    ? none.get()
                    : verdict(trial, drive, now -> isOver(now, step), trial::sinceStep, step + "~undo[");
            ownFirst.open();
            Verdict whole = single.proof() == Proof.FAILED || single.proof() == Proof.NOT_TRIED
                    ? single
                    : verdict(trial, drive, now -> false, trial::sinceStart, "");
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
            Copies.Trial trial, Drive drive, Predicate<RunState> enough, Comparison comparison, String own)
            throws InterruptedException {
        Optional<Verdict> stopped = drive(drive, enough);
        if (stopped.isPresent()) {
            return stopped.get();
        }
        Verdict found = Verdict.of(comparison.now());
        List<String> left =
                trial.passedOver().stream().filter(key -> key.startsWith(own)).toList();
        if (found.proof() == Proof.EXACT || left.isEmpty()) {
            return found;
        }
        return found.saying(
                own.isEmpty() ? found.proof() : Proof.NOT_TRIED, "not run on the copy: " + String.join(", ", left));
    }

    /** Drives until it is enough; what it stopped at before, if it did. */
    private static Optional<Verdict> drive(Drive drive, Predicate<RunState> enough) throws InterruptedException {
        Instant end = drive.now().plus(AT_MOST);
        while (true) {
            Turn turn = drive.turn();
            if (enough.test(turn.state()) || turn.ended()) {
                return Optional.empty();
            }
            if (turn.parked(drive.now().plus(SOON))) {
                return Optional.of(stopped(drive));
            }
            if (drive.now().isAfter(end)) {
                drive.stopAll("it takes too long");
                return Optional.of(Verdict.failed("it was not through after an hour"));
            }
            drive.await(LOOK);
        }
    }

    private static Verdict stopped(Drive drive) {
        Optional<Asked> asked = Checklist.of(drive.plan(), drive.state(), drive.now()).waiting().stream()
                .findFirst();
        if (asked.isEmpty()) {
            return Verdict.notTried("it waits for more than a minute");
        }
        String step = asked.get().step();
        boolean broken = asked.get().kind() == WaitKind.FAILURE || asked.get().kind() == WaitKind.UNKNOWN;
        String reason = drive.state().step(step).reason();
        return broken
                ? Verdict.failed("%s: %s".formatted(step, reason))
                : Verdict.notTried(
                        "%s waits for a person (%s)".formatted(step, asked.get().detail()));
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
