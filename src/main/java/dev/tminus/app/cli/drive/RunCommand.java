package dev.tminus.app.cli.drive;

import dev.tminus.app.cli.desk.Desk;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tminus run}: starts a run and drives it in the foreground. */
@Command(
        name = "run",
        header = {
            "Examples:",
            "  tminus run donations.runbook.yaml -e production -i migration=20261201_net_amount",
            "  tminus run setup.runbook.yaml -e local --answers setup.answers.yaml --no-input",
            ""
        },
        description = "Runs a runbook, here and now. Ctrl-C parks it after the running step, twice stops the step.",
        mixinStandardHelpOptions = true)
public final class RunCommand implements Callable<Integer> {

    private final Desk desk;

    @Mixin
    private StartOptions options = new StartOptions();

    @Option(names = "--rehearse", description = "As tminus rehearse: only where the environment is marked rehearsal.")
    private boolean rehearse;

    public RunCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        return new Launch(desk, options, rehearse).go().code();
    }
}
