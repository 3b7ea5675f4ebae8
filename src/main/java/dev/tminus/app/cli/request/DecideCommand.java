package dev.tminus.app.cli.request;

import dev.tminus.app.cli.desk.Desk;
import dev.tminus.run.Request;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tminus decide}. */
@Command(
        name = "decide",
        header = {"Examples:", "  tminus decide r-20261201-7k3mq9 go go", "  tminus decide 7k3mq9 open back", ""},
        description = "Chooses one of the options of a decision.",
        mixinStandardHelpOptions = true)
public final class DecideCommand extends StepRequest {

    @Parameters(index = "2", paramLabel = "OPTION", description = "One of the options; tminus status RUN lists them.")
    private String option = "";

    public DecideCommand(Desk desk) {
        super(desk);
    }

    @Override
    Request request() {
        return new Request.Decide(step(), option);
    }

    @Override
    String recorded() {
        return "%s: %s".formatted(step(), option);
    }
}
