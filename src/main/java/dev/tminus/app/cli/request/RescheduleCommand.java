package dev.tminus.app.cli.request;

import dev.tminus.app.cli.desk.Desk;
import dev.tminus.app.cli.plan.Windows;
import dev.tminus.run.Request;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tminus reschedule}. */
@Command(
        name = "reschedule",
        header = {
            "Examples:",
            "  tminus reschedule r-20261201-7k3mq9 --window '2026-12-02T01:00[Europe/Berlin]/PT3H' --reason 'no-go'",
            "  tminus reschedule 7k3mq9 --window 2026-12-02T00:00Z/3h --reason 'vendor not ready'",
            ""
        },
        description = "Moves every phase that has not begun to another window.",
        mixinStandardHelpOptions = true)
public final class RescheduleCommand extends RunRequest {

    @Option(names = "--window", paramLabel = "W", required = true, description = "Start, zone and length.")
    private String window = "";

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why; journaled.")
    private String reason = "";

    public RescheduleCommand(Desk desk) {
        super(desk);
    }

    @Override
    Request request() {
        return new Request.Reschedule(Windows.read(window), reason);
    }

    @Override
    String recorded() {
        return "the window is now " + Windows.read(window);
    }
}
