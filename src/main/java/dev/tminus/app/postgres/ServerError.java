package dev.tminus.app.postgres;

import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What the server said about a statement that failed, in one sentence for the operator. */
final class ServerError {

    private ServerError() {}

    /** With its code, place, detail and hint. */
    static String sentence(SqlStatement.Bound bound, SQLException failed) {
        Optional<ServerErrorMessage> server = server(failed);
        int position = server.map(ServerErrorMessage::getPosition).orElse(0);
        int line = position > 0 ? bound.line(position) : bound.statement().line();
        return "%s, at line %d (%s)%s"
                .formatted(sentence(failed), line, bound.statement().shown(), hint(failed));
    }

    /** Code and message alone, with the detail. */
    static String sentence(SQLException failed) {
        Optional<ServerErrorMessage> server = server(failed);
        String message = server.map(ServerErrorMessage::getMessage).orElse(String.valueOf(failed.getMessage()));
        String detail = server.map(ServerErrorMessage::getDetail)
                .map(text -> " (" + text + ")")
                .orElse("");
        return "ERROR %s: %s%s".formatted(failed.getSQLState(), message, detail);
    }

    static String hint(SQLException failed) {
        String advice = switch (Optional.ofNullable(failed.getSQLState()).orElse("")) {
            case "55P03" -> "Another session holds the lock; find it in pg_locks, or raise lock_timeout.";
            case "57014" -> "The statement was cancelled; see statement_timeout, or who cancelled it.";
            case "25006" -> "The transaction is read-only: the step says so, or the server is a standby.";
            default -> "";
        };
        String hint = server(failed).map(ServerErrorMessage::getHint).orElse(advice);
        return hint.isEmpty() ? "." : ". " + hint;
    }

    /** True when the connection went away rather than the statement being refused. */
    static boolean connectionLost(SQLException failed) {
        String state = Optional.ofNullable(failed.getSQLState()).orElse("");
        return state.startsWith("08") || state.startsWith("57P0");
    }

    private static Optional<ServerErrorMessage> server(SQLException failed) {
        return failed instanceof PSQLException exception
                ? Optional.ofNullable(exception.getServerErrorMessage())
                : Optional.empty();
    }
}
