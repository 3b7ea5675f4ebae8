package dev.tminus.app.postgres.sql;

import dev.tminus.app.postgres.database.ServerError;
import dev.tminus.book.Brief;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.postgresql.core.Utils;

/**
 * One statement of a text, without its semicolon.
 *
 * @param line where it begins in the text, from 1
 * @param words its first words in upper case, comments and strings left out
 */
record SqlStatement(String text, int line, List<String> words, List<Variable> variables) {

    /** Enough to tell {@code CREATE OR REPLACE FUNCTION} and {@code ROLLBACK TO} apart from others. */
    static final int LEADING_WORDS = 4;

    private static final int SHOWN_LENGTH = 60;

    private static final Pattern WRITES =
            Pattern.compile("\\b(insert|update|delete|merge)\\b", Pattern.CASE_INSENSITIVE);

    private static final Set<String> ONLY_READS = Set.of(
            "SELECT",
            "VALUES",
            "TABLE",
            "SHOW",
            "EXPLAIN",
            "SET",
            "RESET",
            "DECLARE",
            "FETCH",
            "MOVE",
            "CLOSE",
            "PREPARE",
            "DEALLOCATE",
            "DISCARD",
            "LISTEN",
            "UNLISTEN",
            "NOTIFY",
            "BEGIN",
            "START",
            "COMMIT",
            "END",
            "ROLLBACK",
            "ABORT",
            "SAVEPOINT",
            "RELEASE");

    private static final Set<String> TRANSACTION_WORDS = Set.of("BEGIN", "START", "COMMIT", "END", "ROLLBACK", "ABORT");

    SqlStatement {
        words = List.copyOf(words);
        variables = List.copyOf(variables);
    }

    /** How a variable is written, and so how its value is quoted. */
    enum Kind {
        LITERAL,
        IDENTIFIER
    }

    /** A variable and the part of the statement's text that it stands in. */
    record Variable(String name, Kind kind, int start, int end) {
        @Override
        public String toString() {
            return kind == Kind.LITERAL ? ":'" + name + "'" : ":\"" + name + "\"";
        }
    }

    /** A statement as it is sent, and how its positions lead back to the text. */
    record Bound(SqlStatement statement, String sql, List<int[]> shifts) {

        Bound {
            shifts = List.copyOf(shifts);
        }

        /** What the server said of it: code, place, detail and hint. */
        String trouble(SQLException failed) {
            int position = ServerError.position(failed);
            int line = position > 0 ? line(position) : statement.line;
            return "%s, at line %d (%s)%s"
                    .formatted(ServerError.sentence(failed), line, statement.shown(), ServerError.hint(failed));
        }

        /** The line, in the text the author wrote, of a position the server names (from 1). */
        int line(int position) {
            int offset = position - 1;
            int source = offset;
            for (int[] shift : shifts) {
                if (offset >= shift[0]) {
                    source = offset - shift[0] + shift[1];
                }
            }
            int end = Math.min(Math.max(source, 0), statement.text.length());
            return statement.line
                    + (int) statement
                            .text
                            .substring(0, end)
                            .chars()
                            .filter(c -> c == '\n')
                            .count();
        }
    }

    /** True for statements that begin or end a transaction, {@code ROLLBACK TO} a savepoint not among them. */
    boolean controlsTransaction() {
        if (words.isEmpty()) {
            return false;
        }
        String first = words.get(0);
        boolean prepares =
                first.equals("PREPARE") && words.size() > 1 && words.get(1).equals("TRANSACTION");
        return prepares || (TRANSACTION_WORDS.contains(first) && !words.contains("TO"));
    }

    /** True for all but those that, by their first word, only read, or only set up their own session. */
    boolean mayChange() {
        String first = words.isEmpty() ? "" : words.get(0);
        return first.equals("WITH") ? WRITES.matcher(text).find() : !first.isEmpty() && !ONLY_READS.contains(first);
    }

    /** True where it makes, changes or drops a database. */
    boolean isAboutDatabase() {
        return words.size() > 1
                && words.get(1).equals("DATABASE")
                && Set.of("CREATE", "ALTER", "DROP").contains(words.get(0));
    }

    /** The statement with each variable's value in its place, quoted by the driver's own rules. */
    Bound bind(SqlParameters parameters) {
        StringBuilder sql = new StringBuilder();
        List<int[]> shifts = new ArrayList<>();
        int copied = 0;
        for (Variable variable : variables) {
            sql.append(text, copied, variable.start());
            append(sql, variable, parameters);
            copied = variable.end();
            shifts.add(new int[] {sql.length(), copied});
        }
        return new Bound(this, sql.append(text, copied, text.length()).toString(), shifts);
    }

    private void append(StringBuilder sql, Variable variable, SqlParameters parameters) {
        String value = parameters.text(variable, line);
        if (value == null) {
            sql.append("NULL");
            return;
        }
        try {
            // A literal that follows a name or a number directly would become part of that token.
            sql.append(' ');
            if (variable.kind() == Kind.LITERAL) {
                sql.append('\'');
                Utils.escapeLiteral(sql, value, true);
                sql.append('\'');
            } else {
                Utils.escapeIdentifier(sql, value);
            }
        } catch (SQLException refused) {
            throw new SqlMistake(
                    line, "the value of %s holds a NUL character, which no PostgreSQL text can".formatted(variable));
        }
    }

    /** {@code statement at line 3 (update gifts)}. */
    String place() {
        return "statement at line %d (%s)".formatted(line, shown());
    }

    /** Its first words in one line, for people. */
    String shown() {
        return Brief.of(text, SHOWN_LENGTH);
    }
}
