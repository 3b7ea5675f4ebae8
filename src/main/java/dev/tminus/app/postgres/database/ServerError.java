package dev.tminus.app.postgres.database;

import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What the server said about a statement that failed, in one sentence for the operator. */
public final class ServerError {

    private ServerError() {}

    /** The objects that the server named with an error; empty text for those it did not. */
    public record Named(String schema, String table, String column, String constraint, String message) {
        public static final Named NOTHING = new Named("", "", "", "", "");
    }

    /** Code and message alone, with the detail. */
    public static String sentence(SQLException failed) {
        Optional<ServerErrorMessage> server = server(failed);
        String message = server.map(ServerErrorMessage::getMessage).orElse(String.valueOf(failed.getMessage()));
        String detail = server.map(ServerErrorMessage::getDetail)
                .map(text -> " (" + text + ")")
                .orElse("");
        return "ERROR %s: %s%s".formatted(failed.getSQLState(), message, detail);
    }

    public static String hint(SQLException failed) {
        String advice = switch (Optional.ofNullable(failed.getSQLState()).orElse("")) {
            case "55P03" -> "Another session holds the lock; find it in pg_locks, or raise lock_timeout.";
            case "57014" -> "The statement was cancelled; see statement_timeout, or who cancelled it.";
            case "25006" -> "The transaction is read-only: the step says so, or the server is a standby.";
            default -> "";
        };
        String hint = server(failed).map(ServerErrorMessage::getHint).orElse(advice);
        return hint.isEmpty() ? "." : ". " + hint;
    }

    /** Where in the statement, from 1; 0 where the server names no place. */
    public static int position(SQLException failed) {
        return server(failed).map(ServerErrorMessage::getPosition).orElse(0);
    }

    /** True when the connection went away rather than the statement being refused. */
    public static boolean connectionLost(SQLException failed) {
        String state = Optional.ofNullable(failed.getSQLState()).orElse("");
        return state.startsWith("08") || state.startsWith("57P0");
    }

    /** What the server named beside its code. */
    public static Named named(SQLException failed) {
        if (!(failed instanceof PSQLException) && failed.getCause() instanceof SQLException told) {
            return named(told);
        }
        Optional<ServerErrorMessage> said = server(failed);
        return said.isEmpty()
                ? Named.NOTHING
                : new Named(
                        said.map(ServerErrorMessage::getSchema).orElse(""),
                        said.map(ServerErrorMessage::getTable).orElse(""),
                        said.map(ServerErrorMessage::getColumn).orElse(""),
                        said.map(ServerErrorMessage::getConstraint).orElse(""),
                        said.map(ServerErrorMessage::getMessage).orElse(""));
    }

    private static Optional<ServerErrorMessage> server(SQLException failed) {
        if (failed instanceof PSQLException exception) {
            return Optional.ofNullable(exception.getServerErrorMessage());
        }
        return Optional.empty();
    }
}
