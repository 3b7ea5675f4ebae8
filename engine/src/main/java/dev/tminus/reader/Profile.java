package dev.tminus.reader;

import dev.tminus.book.Problem;
import dev.tminus.book.Problem.Severity;
import java.util.List;

/** How strictly advice is taken: not at all while drafting, as warnings in a team, as errors before production. */
public enum Profile {
    DRAFT,
    TEAM,
    PRODUCTION;

    /** The problems as this profile weighs them. Errors stay errors in every profile. */
    List<Problem> weigh(List<Problem> problems) {
        return problems.stream()
                .filter(problem -> this != DRAFT || problem.severity() == Severity.ERROR)
                .map(problem -> this == PRODUCTION && problem.severity() == Severity.WARNING ? error(problem) : problem)
                .toList();
    }

    private static Problem error(Problem problem) {
        return new Problem(
                problem.place(), problem.code(), Severity.ERROR, problem.message(), problem.help(), problem.related());
    }
}
