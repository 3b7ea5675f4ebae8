package dev.tminus.app.cli.request;

import dev.tminus.app.cli.desk.Desk;
import dev.tminus.app.cli.desk.ExitCode;
import dev.tminus.app.cli.desk.Refusal;
import dev.tminus.run.Request;
import dev.tminus.run.Ruling;
import dev.tminus.run.RunId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Parameters;

/** A command by which a person asks something of a run. Whether they may is ruled in {@link dev.tminus.run.Requests}. */
abstract class RunRequest implements Callable<Integer> {

    private final Desk desk;

    @Parameters(index = "0", paramLabel = "RUN", description = "The run's id, or an unmistakable part of it.")
    private String run = "";

    RunRequest(Desk desk) {
        this.desk = desk;
    }

    Desk desk() {
        return desk;
    }

    String run() {
        return run;
    }

    /** What is asked. */
    abstract Request request();

    /** What to tell the person once it is granted. */
    abstract String recorded();

    @Override
    public Integer call() {
        RunId id = desk.run(run);
        Ruling ruling = desk.engine().request(id, request(), desk.actor());
        if (ruling instanceof Ruling.Refused refused) {
            ExitCode code = refused.why() == Ruling.Why.NOT_ALLOWED ? ExitCode.NOT_ALLOWED : ExitCode.USAGE;
            throw new Refusal(code, refused.reason());
        }
        desk.say("%s (run %s)".formatted(recorded(), id));
        ((Ruling.Granted) ruling).notes().forEach(note -> desk.say("note: " + note));
        desk.say("next: tminus resume %s (unless a terminal or a node drives it already)".formatted(id));
        return ExitCode.DONE.code();
    }
}
