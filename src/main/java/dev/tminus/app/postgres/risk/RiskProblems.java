package dev.tminus.app.postgres.risk;

import dev.tminus.app.postgres.grammar.Place;
import dev.tminus.app.postgres.lint.Finding;
import dev.tminus.book.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What the risk rules find in SQL, as problems at their places in files. */
public final class RiskProblems {

    private RiskProblems() {}

    /** In a file that holds nothing but the SQL. */
    public static List<Problem> in(Path file, List<Finding> findings) {
        return findings.stream()
                .map(finding -> at(place(file.toString(), finding), finding))
                .toList();
    }

    public static Problem at(Problem.Place place, Finding finding) {
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
}
