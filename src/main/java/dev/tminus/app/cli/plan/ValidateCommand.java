package dev.tminus.app.cli.plan;

import dev.tminus.app.cli.desk.Desk;
import dev.tminus.app.cli.desk.ExitCode;
import dev.tminus.app.cli.desk.Refusal;
import dev.tminus.book.Problem;
import dev.tminus.reader.ProblemJson;
import dev.tminus.reader.Profile;
import dev.tminus.reader.Reading;
import dev.tminus.reader.RunbookReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tminus validate}: every problem of every file, at once. */
@Command(
        name = "validate",
        header = {
            "Examples:",
            "  tminus validate donations.runbook.yaml",
            "  tminus validate runbooks/*.yaml --format sarif --profile production",
            ""
        },
        description = "Says everything that is wrong with runbooks. Exit code 2 where there is an error.",
        mixinStandardHelpOptions = true)
public final class ValidateCommand implements Callable<Integer> {

    /** How problems are written. */
    enum Format {
        text,
        json,
        sarif
    }

    private final Desk desk;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Runbook files.")
    private List<Path> files = List.of();

    @Option(names = "--format", paramLabel = "FORMAT", description = "text (default), json or sarif.")
    private Format format = Format.text;

    @Option(names = "--profile", paramLabel = "PROFILE", description = "draft, team (default) or production.")
    private String profile = "team";

    public ValidateCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        RunbookReader reader = desk.backstage.reader(profile(profile));
        List<Problem> problems = new ArrayList<>();
        int good = 0;
        for (Path file : files) {
            Reading reading = reader.read(file);
            problems.addAll(reading.problems());
            good += reading.runbook().isPresent() ? 1 : 0;
            if (format == Format.text) {
                desk.terminal.out().print(reading.report());
            }
        }
        switch (format) {
            case text ->
                desk.say(good == files.size() ? good(files) : "%d of %d files are valid".formatted(good, files.size()));
            case json -> desk.terminal.out().print(ProblemJson.problems(problems));
            case sarif -> desk.terminal.out().print(ProblemJson.sarif(problems, desk.backstage.version()));
        }
        return (good == files.size() ? ExitCode.DONE : ExitCode.USAGE).code();
    }

    private static String good(List<Path> files) {
        return files.size() == 1
                ? "%s is valid. Next: tminus plan %s -e ENVIRONMENT".formatted(files.get(0), files.get(0))
                : "all %d files are valid".formatted(files.size());
    }

    static Profile profile(String word) {
        for (Profile profile : Profile.values()) {
            if (profile.name().toLowerCase(Locale.ROOT).equals(word)) {
                return profile;
            }
        }
        throw Refusal.usage("there is no profile \"%s\"; choose one of: draft, team, production".formatted(word));
    }
}
