package dev.tminus.app.postgres.grammar;

import java.util.List;
import java.util.Optional;

/** A text and the statements in it; comments and empty statements are in the text alone. */
public record Script(String text, List<Statement> statements) {

    public Script {
        statements = List.copyOf(statements);
    }

    /** The statement that a character of the text belongs to, counting its semicolon and the blanks before it. */
    public Optional<Statement> at(int offset) {
        return statements.stream()
                .filter(statement -> offset <= statement.end().offset())
                .findFirst();
    }
}
