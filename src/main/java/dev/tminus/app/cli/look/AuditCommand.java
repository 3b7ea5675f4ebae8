package dev.tminus.app.cli.look;

import dev.tminus.action.SafeText;
import dev.tminus.app.cli.desk.Desk;
import dev.tminus.app.cli.desk.ExitCode;
import dev.tminus.app.cli.desk.Refusal;
import dev.tminus.audit.Audit;
import dev.tminus.audit.BundleException;
import dev.tminus.audit.BundleWriter;
import dev.tminus.journal.RunFilter;
import dev.tminus.run.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tminus audit}: proof that a journal was not changed, here or by somebody who has no Tminus. */
@Command(
        name = "audit",
        header = {
            "Examples:",
            "  tminus audit verify r-20261201-7k3mq9",
            "  tminus audit export r-20261201-7k3mq9 evidence/r-20261201-7k3mq9",
            ""
        },
        description = "Checks the hashes of a run, in the journal or as files, and writes those files.",
        mixinStandardHelpOptions = true)
public final class AuditCommand implements Callable<Integer> {

    private static final int MOST_RUNS = 10_000;

    private final Desk desk;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    public AuditCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(), "say what to do: audit verify [RUN|BUNDLE], or audit export RUN DIR");
    }

    @Command(
            name = "verify",
            description = "Recomputes every hash; exit code 9 and the line where something does not hold.",
            mixinStandardHelpOptions = true)
    int verify(
            @Parameters(
                            arity = "0..1",
                            paramLabel = "RUN|BUNDLE",
                            description =
                                    "A run of the journal, or the folder of an exported one; all runs if not said.")
                    Optional<String> what) {
        if (what.isPresent() && isBundle(what.get())) {
            return told(bundle(Path.of(what.get())));
        }
        if (what.isPresent()) {
            return told(verified(desk.run(what.get())));
        }
        int code = ExitCode.DONE.code();
        for (var run : desk.journal().runs(RunFilter.ALL, MOST_RUNS)) {
            code = Math.max(code, all(run.run()));
        }
        return code;
    }

    /** One broken run does not hide the others. */
    private int all(RunId run) {
        try {
            return told(verified(run));
        } catch (dev.tminus.journal.BrokenChainException broken) {
            desk.terminal.out().println("run %s: does NOT hold".formatted(run));
            desk.say(String.valueOf(broken.getMessage()));
            return ExitCode.UNVERIFIED.code();
        }
    }

    private Audit verified(RunId run) {
        return reading(ExitCode.UNVERIFIED, () -> Audit.of(desk.journal(), run));
    }

    private static Audit bundle(Path folder) {
        if (!Files.exists(folder.resolve("bundle.json"))) {
            throw Refusal.usage("there is no bundle.json in %s; name the folder that `tminus audit export` wrote"
                    .formatted(folder));
        }
        return reading(ExitCode.UNVERIFIED, () -> Audit.of(folder));
    }

    @Command(
            name = "export",
            description = "Writes a run as files that common tools can check; README.txt beside them says how.",
            mixinStandardHelpOptions = true)
    int export(
            @Parameters(index = "0", paramLabel = "RUN", description = "The run's id, or an unmistakable part of it.")
                    String run,
            @Parameters(index = "1", paramLabel = "DIR", description = "A folder that is not there yet, or empty.")
                    Path folder) {
        RunId id = desk.run(run);
        Audit written = reading(ExitCode.USAGE, () -> BundleWriter.write(desk.journal(), id, folder));
        desk.say("next: tminus audit verify " + folder);
        return told(written);
    }

    private static boolean isBundle(String name) {
        return name.contains("/") || Files.isDirectory(Path.of(name));
    }

    private int told(Audit audit) {
        desk.terminal
                .out()
                .println("run %s: %s; %d events, the last %s; %d output%s%s"
                        .formatted(
                                SafeText.line(audit.run()),
                                audit.holds() ? "holds" : "does NOT hold",
                                audit.head().seq(),
                                audit.head().hash(),
                                audit.outputs(),
                                audit.outputs() == 1 ? "" : "s",
                                audit.cut() == 0
                                        ? ""
                                        : ", %d of them longer than what is kept".formatted(audit.cut())));
        audit.problems().forEach(problem -> desk.say(SafeText.line(problem)));
        return (audit.holds() ? ExitCode.DONE : ExitCode.UNVERIFIED).code();
    }

    private interface Reading {
        Audit audit() throws IOException;
    }

    private static Audit reading(ExitCode refusal, Reading reading) {
        try {
            return reading.audit();
        } catch (BundleException refused) {
            throw new Refusal(refusal, String.valueOf(refused.getMessage()), refused);
        } catch (IOException failed) {
            throw new Refusal(
                    ExitCode.NOT_STARTED,
                    "the bundle cannot be read or written: %s: %s"
                            .formatted(failed.getClass().getSimpleName(), failed.getMessage()),
                    failed);
        }
    }
}
