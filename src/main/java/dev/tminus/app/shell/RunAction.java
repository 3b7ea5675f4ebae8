package dev.tminus.app.shell;

import dev.tminus.action.ActionContext;
import dev.tminus.action.StepAction;
import dev.tminus.book.ActionType;
import dev.tminus.book.Durations;
import dev.tminus.run.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The action {@code run}: a program or script under the {@link Supervisor}.
 *
 * <p>Interrupted or past its deadline, it ends everything the program started, names what it could not end, and then
 * returns; the interrupt is used up by that.
 */
public final class RunAction implements StepAction {

    /** Without a deadline a step may take as long as it likes. */
    private static final Duration ENDLESS = Duration.ofDays(10_000);

    private final Supervisor supervisor;

    public RunAction(Supervisor supervisor) {
        this.supervisor = supervisor;
    }

    @Override
    public ActionType type() {
        return RunType.TYPE;
    }

    @Override
    public Outcome perform(ActionContext context) throws InterruptedException {
        Identity identity = Identity.of(context);
        try {
            Request request = Request.of(context, identity);
            StepFolder folder = StepFolders.of(context).next();
            try (Output output = new Output(
                    folder,
                    context.masker(),
                    context.output()::show,
                    request.save().map(folder::saved))) {
                Execution execution = supervisor.start(request.command(), folder, identity, output);
                return outcome(execution, output, new Report(context, request, folder), context);
            }
        } catch (CannotRunException | OutputLostException e) {
            return Outcome.Failed.because(context.masker().mask(e.getMessage()));
        } catch (IOException | UncheckedIOException e) {
            return new Outcome.Unknown(context.masker()
                    .mask("%s; whether the program ran is not known (marker %s)"
                            .formatted(e.getMessage(), identity.marker())));
        }
    }

    /**
     * Waits for the end of a program that still runs, because a step that is asked again would run it again. Interrupted
     * or past the deadline it is stopped, as in {@link #perform}.
     */
    @Override
    public Outcome lookAfter(ActionContext context) {
        try {
            Optional<StepFolder> folder = StepFolders.of(context).last();
            if (folder.isEmpty()) {
                return new Outcome.Unknown("there is no record of it on this machine");
            }
            return new Following(supervisor, folder.get()).outcome(context);
        } catch (CannotRunException | IOException | UncheckedIOException e) {
            return new Outcome.Unknown(context.masker().mask(e.getMessage()));
        }
    }

    @Override
    public List<String> probe(ActionContext context) {
        try {
            Request request = Request.of(context, Identity.of(context));
            return supervisor.obstacle(request.command()).map(context.masker()::mask).stream()
                    .toList();
        } catch (CannotRunException e) {
            return List.of(context.masker().mask(e.getMessage()));
        }
    }

    private Outcome outcome(Execution execution, Output output, Report report, ActionContext context)
            throws IOException {
        Duration limit = context.deadline()
                .map(deadline -> Duration.between(context.startedAt(), deadline))
                .orElse(ENDLESS);
        String why;
        try {
            if (execution.endsWithin(limit)) {
                return report.done(execution.finish(), output);
            }
            why = "it did not end within " + Durations.text(limit);
        } catch (InterruptedException stop) {
            why = "it was told to stop";
        }
        List<Stop.Survivor> survivors = execution.stop(context.grace());
        // The interrupt asked for this stop and has been obeyed; left standing it would break what the caller does
        // next.
        boolean hurried = Thread.interrupted();
        return report.stopped(hurried ? "it was told to stop" : why, survivors, execution.exitCode(), output);
    }
}
