package dev.tminus.app.cli.drive;

import dev.tminus.app.cli.desk.Desk;
import dev.tminus.app.cli.desk.Refusal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tminus demo}: the donations runbook on servers of its own. */
@Command(
        name = "demo",
        header = {"Examples:", "  tminus demo", "  tminus demo --fail apply", ""},
        description =
                "Rehearses and runs the donations runbook for real, on PostgreSQL databases and an application that"
                        + " are started for it and end with it.",
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {

    private static final String APPLY = "apply";
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Desk desk;

    @Option(names = "--fail", paramLabel = "STEP", description = "Let a step of the production run fail: apply.")
    private Optional<String> fail = Optional.empty();

    @Option(names = "--keep", description = "Leave servers and databases for a look at them.")
    private boolean keep;

    public DemoCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() throws Exception {
        fail.filter(step -> !step.equals(APPLY)).ifPresent(step -> {
            throw Refusal.usage(
                    "the demo can let the step apply fail, not \"%s\"; use: tminus demo --fail apply".formatted(step));
        });
        Instant now = desk.backstage.clock().instant();
        Path folder = desk.backstage.stateFolder().resolve("demo").resolve(STAMP.format(now));
        return desk.backstage.demo(desk.terminal).play(folder, fail.isPresent(), keep);
    }
}
