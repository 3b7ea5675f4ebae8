package dev.tminus.app.cli.request;

import dev.tminus.app.cli.desk.Desk;
import dev.tminus.app.cli.plan.RunbookFiles;
import dev.tminus.book.Plan;
import dev.tminus.book.Runbook;
import dev.tminus.engine.Engine;
import dev.tminus.reader.PlanBinder;
import dev.tminus.run.Actor;
import dev.tminus.run.Request;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tminus amend}. */
@Command(
        name = "amend",
        header = {
            "Examples:",
            "  tminus amend r-20261201-7k3mq9 donations.runbook.yaml --reason 'longer watch' --second alice",
            "  tminus amend 7k3mq9 donations.runbook.yaml --reason 'typo in the smoke test'",
            ""
        },
        description = "Changes what a run will do, from a changed file; only steps that have not begun may change.",
        mixinStandardHelpOptions = true)
public final class AmendCommand extends RunRequest {

    @Parameters(index = "1", paramLabel = "FILE", description = "The changed runbook.")
    private Path file = Path.of("");

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why; journaled.")
    private String reason = "";

    @Option(names = "--second", paramLabel = "PERSON", description = "Who agrees, where the plan has approvals.")
    private Optional<String> second = Optional.empty();

    public AmendCommand(Desk desk) {
        super(desk);
    }

    /** The inputs stay those of the run. */
    @Override
    Request request() {
        Runbook runbook = RunbookFiles.read(desk(), file);
        Engine.Standing standing = desk().read(run());
        Plan plan = PlanBinder.bind(
                runbook,
                standing.plan().environment().name(),
                standing.plan().inputs().map());
        return new Request.Amend(
                plan,
                second.map(person -> new Actor(person, "cli", desk().actor().origin())),
                reason);
    }

    @Override
    String recorded() {
        return "the plan is amended";
    }
}
