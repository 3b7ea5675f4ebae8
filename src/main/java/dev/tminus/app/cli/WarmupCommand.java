package dev.tminus.app.cli;

import dev.tminus.app.cli.desk.Control;
import dev.tminus.app.cli.desk.Desk;
import dev.tminus.app.cli.desk.ExitCode;
import dev.tminus.app.cli.desk.Refusal;
import dev.tminus.journal.JournalException;
import dev.tminus.journal.RunFacts;
import dev.tminus.journal.RunFilter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Hidden: loads what most commands need, so that the launcher can keep those classes in its archive. */
@Command(name = "warmup", hidden = true, description = "Loads the classes that most commands need.")
final class WarmupCommand implements Callable<Integer> {

    private static final String RUNBOOK = """
            runbook: v1
            id: warmup
            name: Warm up
            owner: nobody
            environments: { here: { rehearsal: true, roles: { one: %s } } }
            roles: { one: {} }
            vars: { greeting: hello }
            phases:
              - id: only
                name: Only
                steps:
                  - { id: say, name: Say, run: [echo, "${{ vars.greeting }}"], expect: 'output.contains("h") && exit_code == 0' }
                  - { id: sure, name: Sure, by: one, manual: "Look at ${{ steps.say.result.output }}" }
            """;

    private final Desk desk;

    @Parameters(index = "0", arity = "0..1", paramLabel = "FILE", description = "A runbook to read as well.")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--server", description = "Uses the embedded server of the user's folder too, and stops it.")
    private boolean server;

    WarmupCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        int classes = desk.backstage.warmUp() + commands(journal());
        return classes > 0 ? ExitCode.DONE.code() : ExitCode.FAILED.code();
    }

    /** What people do most, done once; the exit codes do not matter. */
    private int commands(Control control) {
        desk.use(control);
        CommandLine line = TminusCommand.withAllVerbs(desk);
        int codes = line.execute("--help");
        try {
            Path own = Files.createTempFile("tminus", ".runbook.yaml");
            try {
                Files.writeString(own, RUNBOOK.formatted(desk.backstage.person()));
                codes += line.execute("validate", file.orElse(own).toString());
                codes += line.execute("plan", own.toString(), "-e", "here");
                codes += line.execute("plan", own.toString(), "-e", "here", "-o", "json");
                codes += line.execute("run", own.toString(), "-e", "here", "--no-input");
            } finally {
                Files.delete(own);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("no place for temporary files", e);
        }
        for (RunFacts facts : control.journal().runs(RunFilter.ALL, 1)) {
            String run = facts.run().value();
            codes += line.execute("runs") + line.execute("status", run) + line.execute("done", run, "sure");
            codes += line.execute("resume", run) + line.execute("log", run);
        }
        if (server) {
            desk.backstage.localServer().stop();
        }
        return codes;
    }

    /** The server's, so that all that talks to it is loaded; where it cannot be, or should not, one that is forgotten. */
    private Control journal() {
        try {
            return server ? desk.backstage.control(Optional.empty()) : desk.backstage.fleeting();
        } catch (JournalException | Refusal noServer) {
            return desk.backstage.fleeting();
        }
    }
}
