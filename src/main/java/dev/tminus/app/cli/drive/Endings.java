package dev.tminus.app.cli.drive;

import dev.tminus.action.SafeText;
import dev.tminus.app.cli.desk.Desk;
import dev.tminus.app.cli.desk.ExitCode;
import dev.tminus.app.cli.desk.LocalTimes;
import dev.tminus.app.cli.desk.Waits;
import dev.tminus.book.Durations;
import dev.tminus.engine.Turn;
import dev.tminus.run.Asked;
import dev.tminus.run.Checklist;
import dev.tminus.run.RunId;
import dev.tminus.run.WaitKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a command says when it leaves a run, and the exit code that goes with it. */
public final class Endings {

    private Endings() {}

    /** The run is over. */
    public static ExitCode ended(Desk desk, RunView view, Checklist run) {
        view.close();
        desk.terminal
                .out()
                .println("run %s %s".formatted(run.run(), run.status().name().toLowerCase(java.util.Locale.ROOT)));
        if (!run.downtime().isZero()) {
            desk.say("downtime: " + Durations.text(run.downtime()));
        }
        ExitCode code = code(run);
        if (!run.openEffects().isEmpty()) {
            desk.say("effects left open, newest first:");
            run.openEffects().forEach(key -> desk.say("  " + SafeText.line(key)));
        }
        if (run.rehearsal() && !run.proof().isEmpty()) {
            desk.say(SafeText.line(run.proof().summary()));
        }
        desk.say("next: tminus report %s -o markdown".formatted(run.run()));
        return code;
    }

    public static ExitCode code(Checklist run) {
        return switch (run.status()) {
            case SUCCEEDED -> ExitCode.DONE;
            case ROLLED_BACK -> ExitCode.ROLLED_BACK;
            case ROLLED_BACK_OPEN -> ExitCode.LEFT_OPEN;
            case FAILED, ABORTED -> run.openEffects().isEmpty() ? ExitCode.FAILED : ExitCode.LEFT_OPEN;
            case RUNNING, ROLLING_BACK -> ExitCode.PARKED;
        };
    }

    /** The run waits and this command does not. */
    static ExitCode parked(Desk desk, RunView view, Checklist run, Turn turn) {
        view.close();
        List<Asked> people = run.waiting().stream().filter(Asked::needsPerson).toList();
        boolean locked = people.isEmpty() && run.waiting().stream().anyMatch(asked -> asked.kind() == WaitKind.LOCK);
        desk.terminal.out().println("run %s parked".formatted(run.run()));
        if (!people.isEmpty()) {
            desk.say("the run waits for a person:");
        }
        if (!run.waiting().isEmpty()) {
            desk.say(Waits.message(run.waiting()));
        }
        Optional<Instant> due = turn.wakeAt();
        due.filter(at -> people.isEmpty()).ifPresent(at -> desk.say("it goes on at " + LocalTimes.text(at)));
        desk.say("next: %stminus resume %s"
                .formatted(people.isEmpty() ? "" : "one of the commands above, then ", run.run()));
        return locked ? ExitCode.LOCKED : ExitCode.PARKED;
    }

    static ExitCode interrupted(Desk desk, RunId run, ExitCode code) {
        desk.terminal.out().println("run %s parked".formatted(run));
        desk.say("next: tminus resume " + run);
        return code;
    }
}
