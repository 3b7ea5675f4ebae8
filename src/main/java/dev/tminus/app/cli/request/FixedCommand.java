package dev.tminus.app.cli.request;

import dev.tminus.app.cli.desk.Desk;
import dev.tminus.run.Request;
import picocli.CommandLine.Command;

/** {@code tminus fixed}. */
@Command(
        name = "fixed",
        header = {
            "Examples:",
            "  tminus fixed r-20261201-7k3mq9 apply --reason 'applied by hand, see ticket 12'",
            "  tminus fixed 7k3mq9 dump --reason 'made by hand' --set path=/backup/x",
            ""
        },
        description = "Says that the effect of a failed or unknown step is there.",
        mixinStandardHelpOptions = true)
public final class FixedCommand extends StepTakenOver {

    public FixedCommand(Desk desk) {
        super(desk);
    }

    @Override
    Request request() {
        return new Request.Fixed(step(), reason(), values());
    }

    @Override
    String recorded() {
        return "%s counts as done".formatted(step());
    }
}
