package dev.tminus.app.cli.request;

import dev.tminus.app.cli.desk.Desk;
import dev.tminus.run.Request;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tminus confirm}. */
@Command(
        name = "confirm",
        header = {
            "Examples:",
            "  tminus confirm r-20261201-7k3mq9 slow_log",
            "  tminus confirm 7k3mq9 slow_log --no --reason 'two new slow queries'",
            ""
        },
        description = "Answers the question after a step: yes, or no with --no (the step then failed).",
        mixinStandardHelpOptions = true)
public final class ConfirmCommand extends StepRequest {

    @Option(names = "--no", description = "The answer is no.")
    private boolean no;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; journaled.")
    private String reason = "";

    public ConfirmCommand(Desk desk) {
        super(desk);
    }

    @Override
    Request request() {
        return new Request.Confirm(step(), !no, reason);
    }

    @Override
    String recorded() {
        return "%s: %s".formatted(step(), no ? "no" : "yes");
    }
}
