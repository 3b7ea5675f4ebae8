package dev.tminus.app.postgres.sql;

/** SQL with psql's variables made readable for the grammar, every character where it was. */
final class PsqlVariables {

    private PsqlVariables() {}

    /** {@code :'name'} becomes a string and {@code :"name"} a quoted name: a blank takes the place of the colon. */
    static String blanked(String sql) {
        StringBuilder text = new StringBuilder(sql);
        try {
            int from = 0;
            for (SqlStatement statement : SqlScanner.statements(sql)) {
                int start = sql.indexOf(statement.text(), from);
                statement.variables().forEach(variable -> text.setCharAt(start + variable.start(), ' '));
                from = start + statement.text().length();
            }
            return text.toString();
        } catch (SqlMistake unreadable) {
            // The grammar says better what is wrong, and where.
            return sql;
        }
    }
}
