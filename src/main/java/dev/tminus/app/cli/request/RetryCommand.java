package dev.tminus.app.cli.request;

import dev.tminus.app.cli.desk.Desk;
import dev.tminus.run.Request;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tminus retry}. */
@Command(
        name = "retry",
        header = {
            "Examples:",
            "  tminus retry r-20261201-7k3mq9 apply --reason 'disk was full, has room now'",
            "  tminus retry 7k3mq9 health --reason 'app restarted'",
            ""
        },
        description = "Has a step that stopped at a person run again.",
        mixinStandardHelpOptions = true)
public final class RetryCommand extends StepRequest {

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why; journaled.")
    private String reason = "";

    public RetryCommand(Desk desk) {
        super(desk);
    }

    @Override
    Request request() {
        return new Request.Retry(step(), reason);
    }

    @Override
    String recorded() {
        return "%s will run again".formatted(step());
    }
}
