package dev.tminus.app.cli.request;

import dev.tminus.app.cli.desk.Desk;
import dev.tminus.run.Request;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tminus rerun}. */
@Command(
        name = "rerun",
        header = {
            "Examples:",
            "  tminus rerun r-20261201-7k3mq9 week_before --reason 'older than 14 days'",
            "  tminus rerun 7k3mq9 day_before --reason 'backup is stale'",
            ""
        },
        description = "Has the steps of an ended phase done again.",
        mixinStandardHelpOptions = true)
public final class RerunCommand extends RunRequest {

    @Parameters(index = "1", paramLabel = "PHASE", description = "The phase.")
    private String phase = "";

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why; journaled.")
    private String reason = "";

    public RerunCommand(Desk desk) {
        super(desk);
    }

    @Override
    Request request() {
        return new Request.Rerun(phase, reason);
    }

    @Override
    String recorded() {
        return "phase %s will be done again".formatted(phase);
    }
}
