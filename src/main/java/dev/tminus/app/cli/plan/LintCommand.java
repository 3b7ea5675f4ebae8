package dev.tminus.app.cli.plan;

import dev.tminus.app.cli.desk.Desk;
import dev.tminus.app.cli.desk.ExitCode;
import dev.tminus.app.cli.desk.Refusal;
import dev.tminus.book.Problem;
import dev.tminus.book.Runbook;
import dev.tminus.reader.DidYouMean;
import dev.tminus.reader.ProblemJson;
import dev.tminus.reader.ProblemReport;
import dev.tminus.reader.Profile;
import dev.tminus.reader.Reading;
import dev.tminus.reader.Source;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tminus lint}: errors and advice about runbooks, and what is risky in their SQL. */
@Command(
        name = "lint",
        header = {
            "Examples:",
            "  tminus lint donations.runbook.yaml",
            "  tminus lint prisma/migrations fix.sql --format sarif",
            ""
        },
        description =
                "Says what is wrong and what could be better in runbooks, and what is risky in the SQL they hold or "
                        + "name, in SQL files and in directories of migrations. Exit code 2 where there is an error; a risk is none.",
        mixinStandardHelpOptions = true)
public final class LintCommand implements Callable<Integer> {

    private final Desk desk;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Runbooks, SQL files, directories of migrations.")
    private List<Path> files = List.of();

    @Option(
            names = {"-e", "--environment"},
            paramLabel = "ENV",
            description = "Also whether each runbook has this environment.")
    private Optional<String> environment = Optional.empty();

    @Option(names = "--format", paramLabel = "FORMAT", description = "text (default), json or sarif.")
    private ValidateCommand.Format format = ValidateCommand.Format.text;

    private final Map<String, Source> sources = new LinkedHashMap<>();

    public LintCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        List<Problem> problems = new ArrayList<>();
        files.forEach(file -> problems.addAll(isSql(file) ? sql(file) : runbook(file)));
        switch (format) {
            case text -> text(problems);
            case json -> desk.terminal.out().print(ProblemJson.problems(problems));
            case sarif ->
                desk.terminal
                        .out()
                        .print(ProblemJson.sarif(
                                problems,
                                desk.backstage.version(),
                                desk.backstage.sqlAdvice().titles()));
        }
        boolean refused = problems.stream().anyMatch(problem -> problem.severity() == Problem.Severity.ERROR);
        return (refused ? ExitCode.USAGE : ExitCode.DONE).code();
    }

    private void text(List<Problem> problems) {
        desk.terminal.out().print(new ProblemReport(sources).text(problems));
        if (problems.isEmpty()) {
            desk.say("nothing to say about "
                    + String.join(", ", files.stream().map(Path::toString).toList()));
        }
    }

    private static boolean isSql(Path file) {
        return Files.isDirectory(file) || file.toString().endsWith(".sql");
    }

    private List<Problem> sql(Path file) {
        try {
            return desk.backstage.sqlAdvice().path(file);
        } catch (UncheckedIOException unreadable) {
            throw Refusal.usage("%s; check the path".formatted(unreadable.getMessage()));
        }
    }

    private List<Problem> runbook(Path file) {
        Reading reading = desk.backstage.reader(Profile.TEAM).read(file);
        sources.putAll(reading.sources());
        reading.runbook().ifPresent(runbook -> environment.ifPresent(name -> check(file, runbook, name)));
        List<Problem> problems = new ArrayList<>(reading.problems());
        problems.addAll(desk.backstage.sqlAdvice().runbook(file, reading));
        return problems;
    }

    private static void check(Path file, Runbook runbook, String name) {
        if (!runbook.environments().containsKey(name)) {
            throw Refusal.usage("%s has no environment \"%s\"; it has: %s%s"
                    .formatted(
                            file,
                            name,
                            String.join(", ", runbook.environments().keySet()),
                            DidYouMean.help(name, runbook.environments().keySet())
                                    .map(help -> "; " + help)
                                    .orElse("")));
        }
    }
}
