package dev.tminus.app.cli.request;

import dev.tminus.app.cli.desk.Desk;
import dev.tminus.run.Request;
import picocli.CommandLine.Command;

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
public final class SkipCommand extends StepTakenOver {

    public SkipCommand(Desk desk) {
        super(desk);
    }

    @Override
    Request request() {
        return new Request.Skip(step(), reason(), values());
    }

    @Override
    String recorded() {
        return "%s is left out".formatted(step());
    }
}
