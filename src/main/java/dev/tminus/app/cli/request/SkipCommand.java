package dev.tminus.app.cli.request;

import dev.tminus.app.cli.desk.Desk;
import dev.tminus.app.cli.desk.Pairs;
import dev.tminus.run.Request;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tminus skip}. */
@Command(
        name = "skip",
        header = {
            "Examples:",
            "  tminus skip r-20261201-7k3mq9 analyze --reason 'ran last night'",
            "  tminus skip 7k3mq9 measure --reason 'known' --set size=12",
            ""
        },
        description = "Leaves a step out; says which later checks lose their meaning.",
        mixinStandardHelpOptions = true)
public final class SkipCommand extends StepRequest {

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why; journaled.")
    private String reason = "";

    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "A capture of the step that later steps need.")
    private Map<String, String> captures = new LinkedHashMap<>();

    public SkipCommand(Desk desk) {
        super(desk);
    }

    @Override
    Request request() {
        return new Request.Skip(step(), reason, Pairs.values(captures));
    }

    @Override
    String recorded() {
        return "%s is left out".formatted(step());
    }
}
