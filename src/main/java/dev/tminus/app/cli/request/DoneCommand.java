package dev.tminus.app.cli.request;

import dev.tminus.app.cli.desk.Desk;
import dev.tminus.run.Request;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tminus done}. */
@Command(
        name = "done",
        header = {
            "Examples:",
            "  tminus done r-20261201-7k3mq9 dashboards",
            "  tminus done 7k3mq9 retro --evidence notes=https://wiki.example.org/retro",
            ""
        },
        description = "Says that a manual step is done.",
        mixinStandardHelpOptions = true)
public final class DoneCommand extends StepRequest {

    @Option(names = "--evidence", paramLabel = "NAME=VALUE", description = "A text, an address or the path of a file.")
    private Map<String, String> evidence = new LinkedHashMap<>();

    public DoneCommand(Desk desk) {
        super(desk);
    }

    @Override
    Request request() {
        return new Request.Done(step(), EvidenceFiles.kept(desk(), run(), step(), evidence, Path.of("")));
    }

    @Override
    String recorded() {
        return "%s is done".formatted(step());
    }
}
