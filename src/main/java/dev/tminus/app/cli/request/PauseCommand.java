package dev.tminus.app.cli.request;

import dev.tminus.app.cli.desk.Desk;
import dev.tminus.run.Request;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tminus pause}. */
@Command(
        name = "pause",
        header = {
            "Examples:",
            "  tminus pause r-20261201-7k3mq9 --reason 'waiting for the network team'",
            "  tminus pause 7k3mq9 --reason lunch",
            ""
        },
        description = "Begins no further step until tminus resume.",
        mixinStandardHelpOptions = true)
public final class PauseCommand extends RunRequest {

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why; journaled.")
    private String reason = "";

    public PauseCommand(Desk desk) {
        super(desk);
    }

    @Override
    Request request() {
        return new Request.Pause(reason);
    }

    @Override
    String recorded() {
        return "the run is paused";
    }
}
