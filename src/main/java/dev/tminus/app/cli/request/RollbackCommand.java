package dev.tminus.app.cli.request;

import dev.tminus.app.cli.desk.Desk;
import dev.tminus.run.Request;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tminus rollback}. */
@Command(
        name = "rollback",
        header = {
            "Examples:",
            "  tminus rollback r-20261201-7k3mq9 failed_midway --reason 'column is wrong'",
            "  tminus rollback 7k3mq9 --now",
            ""
        },
        description = "Turns back, with a scenario of the runbook.",
        mixinStandardHelpOptions = true)
public final class RollbackCommand extends RunRequest {

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "SCENARIO",
            description = "May be left out where there is one.")
    private Optional<String> scenario = Optional.empty();

    @Option(names = "--now", description = "Stop what runs instead of waiting for it.")
    private boolean now;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; journaled.")
    private String reason = "";

    public RollbackCommand(Desk desk) {
        super(desk);
    }

    @Override
    Request request() {
        return new Request.RollBack(scenario, reason, now);
    }

    @Override
    String recorded() {
        return "the rollback is asked for";
    }
}
