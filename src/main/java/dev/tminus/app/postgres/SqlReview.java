package dev.tminus.app.postgres;

import dev.tminus.app.postgres.pg.grammar.Place;
import dev.tminus.app.postgres.pg.lint.Conditions;
import dev.tminus.app.postgres.pg.lint.Conditions.Grouping;
import dev.tminus.app.postgres.pg.lint.Facts;
import dev.tminus.app.postgres.pg.lint.Finding;
import dev.tminus.app.postgres.pg.lint.Linter;
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
            return problems(path, new Linter(Facts.NONE).check(read(path), Conditions.UNKNOWN));
        }
        String tool = prisma(path) ? "prisma" : "sql";
        return directory(path, path, tool, true, new Linter(Facts.NONE));
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
        Grouping grouping = written.text("transaction").filter("none"::equals).isPresent()
                ? Grouping.EACH_ALONE
                : Grouping.ONE_TRANSACTION;
        Conditions conditions = new Conditions(grouping, timeout, false);
        Linter linter = new Linter(Facts.NONE);
        // SQL that a person will type is known when it was approved, and not before.
        Optional<Written.Leaf> text = Optional.ofNullable(written.leaves().get("text"))
                .filter(leaf -> TemplateText.parse(leaf.text()).isPlain());
        if (text.isPresent()) {
            return linter.check(PsqlVariables.blanked(text.get().text()), conditions).stream()
                    .map(finding -> problem(inFile(text.get(), finding), finding))
                    .toList();
        }
        Optional<Path> file = written.text("file")
                .filter(name -> Files.isRegularFile(folder.resolve(name)))
                .map(Path::of);
        return file.map(name -> problems(
                        shown.resolve(name),
                        linter.check(PsqlVariables.blanked(read(folder.resolve(name))), conditions)))
                .orElse(List.of());
    }

    private static List<Problem> migrations(Written written, Path folder, Path shown, boolean timeout) {
        String name = written.text("dir").orElse("");
        Path directory = folder.resolve(name);
        return Files.isDirectory(directory)
                ? directory(
                        directory,
                        shown.resolve(name),
                        written.text("tool").orElse("prisma"),
                        timeout,
                        new Linter(Facts.NONE))
                : List.of();
    }

    private static List<Problem> directory(Path directory, Path shown, String tool, boolean timeout, Linter linter) {
        boolean prisma = tool.equals("prisma");
        List<Migration> migrations = prisma ? PrismaDirectory.read(directory) : SqlDirectory.read(directory);
        List<Problem> problems = new ArrayList<>();
        for (Migration migration : migrations) {
            problems.addAll(problems(
                    file(shown, migration, prisma),
                    linter.check(migration.script(), conditions(migration, prisma, timeout))));
        }
        return problems;
    }

    static Path file(Path directory, Migration migration, boolean prisma) {
        return prisma
                ? directory.resolve(migration.name()).resolve("migration.sql")
                : directory.resolve(migration.name() + ".sql");
    }

    /** Prisma sends a file as one message, which is one transaction where it has more than one statement. */
    static Conditions conditions(Migration migration, boolean prisma, boolean timeout) {
        Grouping other = SqlDirectory.avoidsTransaction(migration) ? Grouping.EACH_ALONE : Grouping.ONE_TRANSACTION;
        return new Conditions(prisma ? Grouping.ONE_MESSAGE : other, timeout, true);
    }

    private static boolean prisma(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.anyMatch(entry -> Files.isRegularFile(entry.resolve("migration.sql")));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + directory, unreadable);
        }
    }

    static List<Problem> problems(Path file, List<Finding> findings) {
        return findings.stream()
                .map(finding -> problem(place(file.toString(), finding), finding))
                .toList();
    }

    private static Problem problem(Problem.Place place, Finding finding) {
        return new Problem(
                place,
                finding.code(),
                finding.severity(),
                finding.message(),
                Optional.of(finding.help()),
                Optional.empty());
    }

    private static Problem.Place place(String file, Finding finding) {
        Place start = finding.start();
        int end = finding.end().line() == start.line() ? finding.end().column() : start.column() + 1;
        return new Problem.Place(file, start.line(), start.column(), end);
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
