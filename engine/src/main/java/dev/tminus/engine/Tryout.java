package dev.tminus.engine;

import dev.tminus.action.Copies;
import dev.tminus.book.Plan;
import dev.tminus.book.PlanReader;
import dev.tminus.journal.Append;
import dev.tminus.journal.Head;
import dev.tminus.journal.InMemoryJournal;
import dev.tminus.journal.Lease;
import dev.tminus.run.Asked;
import dev.tminus.run.Checklist;
import dev.tminus.run.RunEvent;
import dev.tminus.run.RunState;
import dev.tminus.run.WaitKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A run's journal copied into memory and driven on there by the same engine, with copies in place of the databases. The run
 * itself knows nothing of it.
 */
final class Tryout implements AutoCloseable {

    /** Longer waits, of a step that begins with one, are not waited for. */
    private static final Duration SOON = Duration.ofMinutes(1);

    private static final Duration AT_MOST = Duration.ofHours(1);
    private static final Duration LOOK = Duration.ofMillis(200);

    private final Engine beside;
    private final Drive drive;

    /** Speaks for the people whom a run asks. */
    interface People {

        /** A run in which nobody answers. */
        People NONE = (engine, drive) -> false;

        /** Whether something that the run waited for was answered. */
        boolean answered(Engine engine, Drive drive);
    }

    Tryout(
            Engine engine,
            Lease lease,
            Copies.Trial trial,
            List<RunEvent> history,
            Function<InFlight, Holding> holding) {
        RunState state = RunState.of(history);
        Plan plan = engine.plans.read(state.plan());
        // Read once: it is asked for with every answer, and a long runbook takes a while.
        PlanReader plans = text -> text.equals(state.plan()) ? plan : engine.plans.read(text);
        this.beside = new Engine(
                new InMemoryJournal(engine.settings.clock()),
                plans,
                engine.actions.wrapped(trial::on),
                engine.secrets,
                engine.settings,
                engine.threads);
        beside.journal.start(
                Append.of(Head.EMPTY, Facts.of(plan, state, engine.now(), true, Optional.empty()), history));
        Lease own = beside.journal.acquire(lease.run(), "trial", AT_MOST.multipliedBy(2));
        this.drive = new Drive(beside, own, holding);
    }

    Drive drive() {
        return drive;
    }

    Engine engine() {
        return beside;
    }

    /** Drives until it is enough; what it stopped at before, if it did. */
    Optional<Verdict> until(Predicate<RunState> enough, People people) throws InterruptedException {
        Instant end = drive.now().plus(AT_MOST);
        while (true) {
            Turn turn = drive.turn();
            if (enough.test(turn.state()) || turn.ended()) {
                return Optional.empty();
            }
            boolean parked = turn.parked(drive.now().plus(SOON));
            if (parked && !people.answered(beside, drive)) {
                return Optional.of(stopped());
            }
            if (drive.now().isAfter(end)) {
                drive.stopAll("it takes too long");
                return Optional.of(Verdict.failed("it was not through after an hour"));
            }
            if (!parked) {
                drive.await(LOOK);
            }
        }
    }

    private Verdict stopped() {
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

    @Override
    public void close() {
        drive.close();
    }
}
