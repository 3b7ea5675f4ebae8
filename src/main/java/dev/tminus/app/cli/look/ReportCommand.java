package dev.tminus.app.cli.look;

import dev.tminus.app.cli.desk.Desk;
import dev.tminus.app.cli.desk.ExitCode;
import dev.tminus.app.cli.desk.Refusal;
import dev.tminus.app.cli.desk.ReportWriter;
import dev.tminus.engine.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tminus report}: what a run did, for people who were not there. */
@Command(
        name = "report",
        header = {
            "Examples:",
            "  tminus report r-20261201-7k3mq9 -o html migration.html",
            "  tminus report 7k3mq9 --emergency > remaining.sh.txt",
            ""
        },
        description = "Writes the report of a run to a file, or to standard output.",
        mixinStandardHelpOptions = true)
public final class ReportCommand implements Callable<Integer> {

    private final Desk desk;

    @Parameters(index = "0", paramLabel = "RUN", description = "The run's id, or an unmistakable part of it.")
    private String run = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "FILE", description = "Standard output where left out.")
    private Optional<Path> file = Optional.empty();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "html, markdown (default) or json.")
    private String format = "markdown";

    @Option(names = "--emergency", description = "The remaining steps as commands, for when Tminus is down too.")
    private boolean emergency;

    public ReportCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        ReportWriter writer = desk.backstage
                .reports()
                .orElseThrow(() -> Refusal.usage(
                        "this program was built without reports; look with: tminus status %s -o wide".formatted(run)));
        String wanted = emergency ? "emergency" : format;
        if (!writer.formats().contains(wanted)) {
            throw Refusal.usage("there is no report format \"%s\"; choose one of: %s"
                    .formatted(wanted, String.join(", ", new TreeSet<>(writer.formats()))));
        }
        Engine.Standing standing = desk.read(run);
        String text = writer.write(standing, wanted, desk.now());
        if (file.isEmpty()) {
            desk.terminal.out().print(text);
            return ExitCode.DONE.code();
        }
        try {
            Files.writeString(file.get(), text);
        } catch (IOException unwritable) {
            throw new Refusal(
                    ExitCode.NOT_STARTED,
                    "the report cannot be written to %s: %s; name another file"
                            .formatted(file.get(), unwritable.getMessage()));
        }
        desk.say("the report is in " + file.get());
        return ExitCode.DONE.code();
    }
}
