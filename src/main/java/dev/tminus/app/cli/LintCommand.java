package dev.tminus.app.cli;

import dev.tminus.book.Runbook;
import dev.tminus.reader.DidYouMean;
import dev.tminus.reader.Profile;
import dev.tminus.reader.Reading;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tminus lint}: errors and advice about one runbook. */
@Command(
        name = "lint",
        header = {
            "Examples:",
            "  tminus lint donations.runbook.yaml",
            "  tminus lint donations.runbook.yaml -e production",
            ""
        },
        description = "Says what is wrong and what could be better in a runbook. Exit code 2 where there is an error.",
        mixinStandardHelpOptions = true)
final class LintCommand implements Callable<Integer> {

    private final Desk desk;

    @Parameters(index = "0", paramLabel = "FILE", description = "The runbook.")
    private Path file = Path.of("");

    @Option(
            names = {"-e", "--environment"},
            paramLabel = "ENV",
            description = "Also whether it has this environment.")
    private Optional<String> environment = Optional.empty();

    LintCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        Reading reading = desk.backstage.reader(Profile.TEAM).read(file);
        desk.terminal.out().print(reading.report());
        if (reading.runbook().isEmpty()) {
            return ExitCode.USAGE.code();
        }
        Runbook runbook = reading.runbook().get();
        environment.filter(name -> !runbook.environments().containsKey(name)).ifPresent(name -> {
            throw Refusal.usage("%s has no environment \"%s\"; it has: %s%s"
                    .formatted(
                            file,
                            name,
                            String.join(", ", runbook.environments().keySet()),
                            DidYouMean.help(name, runbook.environments().keySet())
                                    .map(help -> "; " + help)
                                    .orElse("")));
        });
        if (reading.problems().isEmpty()) {
            desk.say("nothing to say about " + file);
        }
        return ExitCode.DONE.code();
    }
}
