package dev.tminus.app.cli.request;

import dev.tminus.app.cli.desk.Desk;
import dev.tminus.run.Request;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tminus approve}. */
@Command(
        name = "approve",
        header = {
            "Examples:",
            "  tminus approve r-20261201-7k3mq9 apply",
            "  tminus approve 7k3mq9 apply --reason 'read the SQL, looks good'",
            ""
        },
        description = "Approves a step, or a rollback scenario.",
        mixinStandardHelpOptions = true)
public final class ApproveCommand extends StepRequest {

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; journaled.")
    private String reason = "";

    public ApproveCommand(Desk desk) {
        super(desk);
    }

    @Override
    Request request() {
        return new Request.Approve(step(), Optional.empty(), reason);
    }

    @Override
    String recorded() {
        return "%s is approved".formatted(step());
    }
}
