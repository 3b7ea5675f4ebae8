package dev.tminus.app.cli.request;

import dev.tminus.app.cli.desk.Desk;
import dev.tminus.run.Request;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tminus answer}. */
@Command(
        name = "answer",
        header = {
            "Examples:",
            "  tminus answer r-20261201-7k3mq9 assign people=dba=alice",
            "  tminus answer 7k3mq9 high_risk blocking=true",
            ""
        },
        description = "Fills in the fields of a question.",
        mixinStandardHelpOptions = true)
public final class AnswerCommand extends StepRequest {

    @Parameters(
            index = "2..*",
            paramLabel = "NAME=VALUE",
            description = "The fields; those left out take their default.")
    private Map<String, String> fields = new LinkedHashMap<>();

    public AnswerCommand(Desk desk) {
        super(desk);
    }

    @Override
    Request request() {
        return new Request.Answer(step(), new LinkedHashMap<>(fields));
    }

    @Override
    String recorded() {
        return "%s is answered".formatted(step());
    }
}
