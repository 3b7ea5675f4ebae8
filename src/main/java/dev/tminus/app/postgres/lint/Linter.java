package dev.tminus.app.postgres.lint;

import dev.tminus.app.postgres.grammar.Grammar;
import dev.tminus.app.postgres.grammar.Name;
import dev.tminus.app.postgres.grammar.Place;
import dev.tminus.app.postgres.grammar.Statement;
import dev.tminus.app.postgres.grammar.SyntaxMistake;
import dev.tminus.app.postgres.lint.Rule.Weight;
import dev.tminus.book.Problem.Severity;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads scripts in the order they will run and says what is dangerous in them.
 *
 * <p>It remembers what earlier scripts say about columns and checks, so that a safer form spread over several
 * migrations is known as such. One for each sequence of scripts; not for several threads.
 */
public final class Linter {

    /** Reading or rewriting this many rows is over before anybody notices. */
    static final long FEW_ROWS = 10_000;

    private final Facts facts;
    private final History history = new History();

    public Linter(Facts facts) {
        this.facts = facts;
    }

    /** What is dangerous in the next script. */
    public List<Finding> check(String sql, Conditions conditions) {
        List<Statement> statements;
        try {
            statements = Grammar.parse(sql).statements();
        } catch (SyntaxMistake mistake) {
            return List.of(Finding.unreadable(mistake.place(), mistake.sentence()));
        }
        Situation situation = new Situation(conditions.of(statements.size()), facts, history);
        List<Finding> findings = new ArrayList<>();
        for (Statement statement : statements) {
            for (Rule rule : Rules.ALL) {
                rule.check()
                        .look(statement, situation)
                        .map(hit -> finding(rule, statement, hit))
                        .forEach(findings::add);
            }
            situation.passed(statement);
        }
        return findings;
    }

    private Finding finding(Rule rule, Statement statement, Hit hit) {
        Place start = statement.placeOf(hit.where());
        Optional<Long> rows = hit.table().flatMap(facts::rows);
        boolean few = rule.weight() == Weight.BY_SIZE
                && rows.filter(count -> count < FEW_ROWS).isPresent();
        return new Finding(
                rule.code(),
                few ? Severity.NOTE : rule.weight().severity(),
                start,
                statement.end(),
                hit.message() + sized(hit.table(), rows),
                rule.words().safer(),
                hit.table());
    }

    private static String sized(Optional<Name> table, Optional<Long> rows) {
        return rows.map(count -> " (%s has about %s rows)"
                        .formatted(
                                table.map(Name::toString).orElse("it"),
                                NumberFormat.getIntegerInstance(Locale.ROOT).format(count)))
                .orElse("");
    }
}
