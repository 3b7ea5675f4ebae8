package dev.tminus.app.cli.drive;

import dev.tminus.app.cli.desk.Desk;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tminus rehearse}: the same text, where it may fail. */
@Command(
        name = "rehearse",
        header = {
            "Examples:",
            "  tminus rehearse donations.runbook.yaml -e staging -i migration=20261201_net_amount",
            "  tminus rehearse donations.runbook.yaml -e staging --answers staging.answers.yaml",
            ""
        },
        description = "Runs a runbook in an environment that is marked rehearsal, and nowhere else.",
        mixinStandardHelpOptions = true)
public final class RehearseCommand implements Callable<Integer> {

    private final Desk desk;

    @Mixin
    private StartOptions options = new StartOptions();

    public RehearseCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        return new Launch(desk, options, true).go().code();
    }
}
