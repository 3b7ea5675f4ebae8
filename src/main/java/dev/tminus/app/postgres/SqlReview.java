package dev.tminus.app.postgres;

import dev.tminus.app.postgres.lint.Conditions;
import dev.tminus.app.postgres.lint.Facts;
import dev.tminus.app.postgres.lint.Finding;
import dev.tminus.app.postgres.lint.Linter;
import dev.tminus.app.postgres.migrate.MigrationRisks;
import dev.tminus.app.postgres.risk.RiskProblems;
import dev.tminus.app.postgres.sql.SqlRisks;
import dev.tminus.book.Problem;
import dev.tminus.book.Runbook;
import dev.tminus.reader.Reading;
import dev.tminus.reader.TemplateText;
import dev.tminus.reader.Written;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks with the risk rules at the SQL of runbooks, of migration directories and of single files. */
public final class SqlReview {

    private SqlReview() {}

    /** What is risky in the SQL that a runbook holds or names; its own mistakes are told by the reading. */
    public static List<Problem> runbook(Path file, Reading reading) {
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("/"));
        Path shown = Optional.ofNullable(file.getParent()).orElse(Path.of(""));
        List<Problem> problems = new ArrayList<>();
        for (Written written : reading.written()) {
            boolean timeout = written.text("lock_timeout").isPresent() || connectionWaits(reading.runbook(), written);
            switch (written.action()) {
                case "sql" -> problems.addAll(step(written, folder, shown, timeout));
                case "pg.migrate" -> problems.addAll(migrations(written, folder, shown, timeout));
                default -> {
                    // No SQL of its own.
                }
            }
        }
        return problems.stream().distinct().toList();
    }

    /** What is risky in a file of SQL, or in a directory of migrations taken in their order. */
    public static List<Problem> path(Path path) {
        if (!Files.isDirectory(path)) {
            return RiskProblems.in(path, new Linter(Facts.NONE).check(read(path), Conditions.UNKNOWN));
        }
        String tool = prisma(path) ? "prisma" : "sql";
        return new MigrationRisks(path, tool, true).in(path, new Linter(Facts.NONE));
    }

    /** A lock_timeout counts where the connection has one in every environment. */
    private static boolean connectionWaits(Optional<Runbook> runbook, Written written) {
        String name = written.text("db").orElse("");
        List<Boolean> set = runbook.stream()
                .flatMap(book -> book.environments().values().stream())
                .flatMap(environment ->
                        Optional.ofNullable(environment.connections().get(name)).stream())
                .map(connection -> connection.settings().containsKey("lock_timeout"))
                .toList();
        return !set.isEmpty() && !set.contains(false);
    }

    private static List<Problem> step(Written written, Path folder, Path shown, boolean timeout) {
        if (written.text("read_only").filter("true"::equals).isPresent()) {
            return List.of();
        }
        boolean alone = written.text("transaction").filter("none"::equals).isPresent();
        // SQL that a person will type is known when it was approved, and not before.
        Optional<Written.Leaf> text = Optional.ofNullable(written.leaves().get("text"))
                .filter(leaf -> TemplateText.parse(leaf.text()).isPlain());
        if (text.isPresent()) {
            return SqlRisks.check(text.get().text(), new Linter(Facts.NONE), alone, timeout).stream()
                    .map(finding -> RiskProblems.at(inFile(text.get(), finding), finding))
                    .toList();
        }
        Optional<Path> file = written.text("file")
                .filter(name -> Files.isRegularFile(folder.resolve(name)))
                .map(Path::of);
        return file.map(name -> RiskProblems.in(
                        shown.resolve(name),
                        SqlRisks.check(read(folder.resolve(name)), new Linter(Facts.NONE), alone, timeout)))
                .orElse(List.of());
    }

    private static List<Problem> migrations(Written written, Path folder, Path shown, boolean timeout) {
        String name = written.text("dir").orElse("");
        Path directory = folder.resolve(name);
        String tool = written.text("tool").orElse("prisma");
        return Files.isDirectory(directory)
                ? new MigrationRisks(shown.resolve(name), tool, timeout).in(directory, new Linter(Facts.NONE))
                : List.of();
    }

    private static boolean prisma(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.anyMatch(entry -> Files.isRegularFile(entry.resolve("migration.sql")));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + directory, unreadable);
        }
    }

    private static Problem.Place inFile(Written.Leaf text, Finding finding) {
        int start = finding.start().offset();
        return text.place(start, Math.max(start, finding.end().offset()));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + file, unreadable);
        }
    }
}
