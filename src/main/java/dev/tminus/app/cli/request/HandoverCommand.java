package dev.tminus.app.cli.request;

import dev.tminus.app.cli.desk.Desk;
import dev.tminus.run.Request;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tminus handover}. */
@Command(
        name = "handover",
        header = {
            "Examples:",
            "  tminus handover r-20261201-7k3mq9 dba alice",
            "  tminus handover 7k3mq9 release_manager rita --reason 'end of shift'",
            ""
        },
        description = "Gives a role in a run to other people.",
        mixinStandardHelpOptions = true)
public final class HandoverCommand extends RunRequest {

    @Parameters(index = "1", paramLabel = "ROLE", description = "The role.")
    private String role = "";

    @Parameters(index = "2..*", arity = "1..*", paramLabel = "PERSON", description = "Who has it from now on.")
    private List<String> people = List.of();

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; journaled.")
    private String reason = "";

    public HandoverCommand(Desk desk) {
        super(desk);
    }

    @Override
    Request request() {
        return new Request.Handover(role, people, reason);
    }

    @Override
    String recorded() {
        return "%s: %s".formatted(role, String.join(", ", people));
    }
}
