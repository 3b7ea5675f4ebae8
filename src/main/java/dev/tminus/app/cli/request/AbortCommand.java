package dev.tminus.app.cli.request;

import dev.tminus.app.cli.desk.Desk;
import dev.tminus.run.Request;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tminus abort}. */
@Command(
        name = "abort",
        header = {
            "Examples:",
            "  tminus abort r-20261201-7k3mq9 --reason 'wrong database'",
            "  tminus abort 7k3mq9 --now --reason 'it does harm'",
            ""
        },
        description = "Gives a run up, without undoing; effects left open are listed.",
        mixinStandardHelpOptions = true)
public final class AbortCommand extends RunRequest {

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why; journaled.")
    private String reason = "";

    @Option(names = "--now", description = "Stop what runs instead of waiting for it.")
    private boolean now;

    public AbortCommand(Desk desk) {
        super(desk);
    }

    @Override
    Request request() {
        return new Request.Abort(reason, now);
    }

    @Override
    String recorded() {
        return "the run is being aborted";
    }
}
