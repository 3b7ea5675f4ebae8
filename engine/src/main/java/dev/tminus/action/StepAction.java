package dev.tminus.action;

import dev.tminus.book.ActionType;
import dev.tminus.book.Problem;
import dev.tminus.book.Values;
import dev.tminus.run.Outcome;
import java.util.List;

/**
 * Does one kind of thing outside the core: runs a command, sends SQL, asks an HTTP server.
 *
 * <p>Implementations are shared by threads and keep no state between calls. A call may be interrupted (time-out, stop);
 * it then ends soon and says truthfully what is left. Jars add more through {@link java.util.ServiceLoader}.
 */
public interface StepAction {

    /** What the action declares about itself. */
    ActionType type();

    /**
     * Does it. Never throws for what can go wrong outside: that is a {@link Outcome.Failed} with a sentence for the
     * operator. Called again for the same attempt after a {@link Outcome.NotYet} ({@link ActionContext#earlier()} then
     * holds that answer's progress) and for each look of a poll.
     */
    Outcome perform(ActionContext context) throws InterruptedException;

    /**
     * Finds out what became of an attempt that began in a process now gone: {@link Outcome.Done}, {@link
     * Outcome.Failed} (it ended badly), {@link Outcome.NotYet} (it goes on), {@link Outcome.Absent} (certainly no
     * effect: it may be done again) or {@link Outcome.Unknown}. Asked only where the type says {@code CHECK_FIRST}.
     */
    default Outcome lookAfter(ActionContext context) throws InterruptedException {
        return new Outcome.Unknown("the process that ran it is gone");
    }

    /** What it is about to do, for the approval beside it ({@code show: [pending]}). Reads only. */
    default Values pending(ActionContext context) throws InterruptedException {
        return Values.NONE;
    }

    /**
     * How large the tables are that it may work on ({@link dev.tminus.forecast.Tables#values}), for the forecast. Reads
     * catalogs only, waits for nobody, and answers with nothing where it cannot.
     */
    default Values figures(ActionContext context) throws InterruptedException {
        return Values.NONE;
    }

    /** Looks, without effect, whether it would work: tools on the path, access, files. Each finding is a sentence. */
    default List<String> probe(ActionContext context) throws InterruptedException {
        return List.of();
    }

    /** What is risky in what it is about to do, sized by what it finds there; each with its place in its text. Reads only. */
    default List<Problem> risks(ActionContext context) throws InterruptedException {
        return List.of();
    }

    /**
     * Does it where it can be taken back, and says what came of it. Asked only where the type says {@code TRIAL}, of one
     * step after the other in the order of the runbook; whatever it leaves in the room is taken back at the end.
     */
    default Trial trial(ActionContext context, TrialRoom room) throws InterruptedException {
        return new Trial.NotTried("it cannot be taken back");
    }
}
