package dev.tminus.app.postgres.lint;

import dev.tminus.app.postgres.grammar.Statement;
import dev.tminus.book.Problem.Severity;
import java.util.stream.Stream;

/**
 * One danger and how to avoid it, with an SQL text that has it and one that does not.
 *
 * @param code stable, {@code TM6xx}
 */
public record Rule(String code, Weight weight, Words words, Example example, Check check) {

    public Rule {
        if (!code.matches("TM6\\d\\d")) {
            throw new IllegalArgumentException("code must be TM600 to TM699, was '%s'".formatted(code));
        }
    }

    /** How bad a finding is. */
    public enum Weight {
        /** The danger grows with the table: little rows make a note of it. */
        BY_SIZE(Severity.WARNING),
        ALWAYS(Severity.WARNING),
        NOTE(Severity.NOTE);

        private final Severity severity;

        Weight(Severity severity) {
            this.severity = severity;
        }

        Severity severity() {
            return severity;
        }
    }

    /**
     * What people read.
     *
     * @param title what is looked for, in a few words
     * @param lock the lock it takes, and on what
     * @param danger what happens to those who use the database
     * @param safer the form to write instead
     * @param since the version of PostgreSQL the safer form needs, or that the danger ends with
     */
    public record Words(String title, String lock, String danger, String safer, String since) {}

    /** @param good the safer form; it is not found */
    public record Example(String bad, String good) {}

    /** Finds the danger in one statement, knowing what came before it. */
    interface Check {
        Stream<Hit> look(Statement statement, Situation situation);
    }

    public String title() {
        return words.title();
    }

    /** The text of {@code tminus explain}. */
    public String explanation() {
        return """
                %s: %s

                Lock: %s.
                Danger: %s.
                Safer: %s.
                From: %s.

                Found in:
                %s
                Not found in:
                %s""".formatted(
                        code,
                        words.title(),
                        words.lock(),
                        words.danger(),
                        words.safer(),
                        words.since(),
                        example.bad().strip().indent(4),
                        example.good().strip().indent(4));
    }
}
