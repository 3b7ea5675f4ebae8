package dev.tminus.app.cli.request;

import dev.tminus.app.cli.desk.Desk;
import dev.tminus.run.Request;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tminus fail}. */
@Command(
        name = "fail",
        header = {
            "Examples:",
            "  tminus fail r-20261201-7k3mq9 dashboards --reason 'no access'",
            "  tminus fail 7k3mq9 flows --reason 'the receipt page is empty'",
            ""
        },
        description = "Says that a manual step failed.",
        mixinStandardHelpOptions = true)
public final class FailCommand extends StepRequest {

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; journaled.")
    private String reason = "";

    public FailCommand(Desk desk) {
        super(desk);
    }

    @Override
    Request request() {
        return new Request.Fail(step(), reason);
    }

    @Override
    String recorded() {
        return "%s is reported as failed".formatted(step());
    }
}
