package dev.tminus.app.cli.request;

import dev.tminus.app.cli.desk.Desk;
import dev.tminus.run.Request;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tminus reject}. */
@Command(
        name = "reject",
        header = {
            "Examples:",
            "  tminus reject r-20261201-7k3mq9 apply --reason 'the backup is too old'",
            "  tminus reject 7k3mq9 failed_midway --reason 'we repair instead'",
            ""
        },
        description = "Rejects what is to be approved.",
        mixinStandardHelpOptions = true)
public final class RejectCommand extends StepRequest {

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why; journaled.")
    private String reason = "";

    public RejectCommand(Desk desk) {
        super(desk);
    }

    @Override
    Request request() {
        return new Request.Reject(step(), reason);
    }

    @Override
    String recorded() {
        return "%s is rejected".formatted(step());
    }
}
