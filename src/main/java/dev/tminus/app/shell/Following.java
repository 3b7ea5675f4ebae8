package dev.tminus.app.shell;

import dev.tminus.action.ActionContext;
import dev.tminus.run.Outcome;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Stays with an execution that another engine began until it is known what became of it. */
final class Following {

    /** It is not our child, so nothing tells of its end; looking costs microseconds. */
    private static final long LOOK_MILLIS = 50;

    private final Supervisor supervisor;
    private final StepFolder folder;

    /** What a report makes of the output put together again. */
    @FunctionalInterface
    private interface Verdict {
        Outcome of(Report report, Output output) throws IOException;
    }

    Following(Supervisor supervisor, StepFolder folder) {
        this.supervisor = supervisor;
        this.folder = folder;
    }

    Outcome outcome(ActionContext context) throws IOException {
        Aftermath aftermath = Aftermath.of(folder);
        if (aftermath instanceof Aftermath.Running running) {
            supervisor.watch(running.family());
            try {
                String why = untilItEnds(context);
                if (!why.isEmpty()) {
                    return stop(context, running.family(), why);
                }
            } finally {
                supervisor.unwatch(running.family());
            }
        }
        aftermath = settled();
        if (aftermath instanceof Aftermath.Ended ended) {
            return report(context, (report, output) -> report.done(ended.exitCode(), output));
        }
        if (aftermath instanceof Aftermath.NeverStarted) {
            return new Outcome.Absent("its program was never started");
        }
        return aftermath instanceof Aftermath.Unknown unknown
                ? new Outcome.Unknown(unknown.why())
                : new Outcome.Unknown("its supervising shell does not record how it ended");
    }

    /** Why it has to be stopped; empty when it ended by itself. */
    private String untilItEnds(ActionContext context) {
        try {
            while (Aftermath.of(folder) instanceof Aftermath.Running) {
                if (context.deadline().filter(Instant.now()::isAfter).isPresent()) {
                    return "it did not end in time";
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
            return "";
        } catch (InterruptedException obeyed) {
            return "it was told to stop";
        }
    }

    /** A shell records an end within milliseconds; it lives on while a process left behind writes to its pipes. */
    private Aftermath settled() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        Aftermath aftermath = Aftermath.of(folder);
        try {
            while (aftermath instanceof Aftermath.Settling && System.nanoTime() < deadline) {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
                aftermath = Aftermath.of(folder);
            }
        } catch (InterruptedException stop) {
            // Nothing runs any more that could be stopped.
            return Aftermath.of(folder);
        }
        return aftermath;
    }

    private Outcome stop(ActionContext context, Family family, String why) throws IOException {
        List<Stop.Survivor> survivors = new Stop(family).end(context.grace());
        int exitCode = settled() instanceof Aftermath.Ended ended ? ended.exitCode() : Execution.KILLED;
        return report(context, (report, output) -> report.stopped(why, survivors, exitCode, output));
    }

    private Outcome report(ActionContext context, Verdict verdict) throws IOException {
        Request request = Request.of(context, Identity.of(context));
        try (Output output = new Output(
                folder, context.masker(), nothing -> {}, request.save().map(folder::saved))) {
            new Salvage(folder, output).collect();
            return verdict.of(new Report(context, request, folder), output);
        }
    }
}
