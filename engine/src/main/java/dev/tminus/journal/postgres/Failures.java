package dev.tminus.journal.postgres;

import dev.tminus.journal.JournalUnavailableException;
import dev.tminus.journal.JournalUnavailableException.Reason;
import dev.tminus.journal.JournalUnavailableException.Write;
import java.io.IOException;
import java.sql.SQLException;

/** What an error of the database means for the journal, as a sentence with what to do. */
record Failures(JournalAddress address) {
    /** The server goes down, comes up, or has no connection left: it may be better in a moment. */
    private static boolean isPassing(String state) {
        return state.startsWith("08")
                || state.equals("57P01")
                || state.equals("57P02")
                || state.equals("57P03")
                || state.equals("53300");
    }

    /** Whether the connection is gone, so that nobody knows what became of a statement. */
    static boolean isConnectionLost(SQLException e) {
        return isPassing(state(e)) || e.getCause() instanceof IOException;
    }

    /** Whether the transaction was undone by the server and may simply be sent again. */
    static boolean isUndone(SQLException e) {
        return state(e).equals("40001") || state(e).equals("40P01");
    }

    static String state(SQLException e) {
        return e.getSQLState() == null ? "" : e.getSQLState();
    }

    JournalUnavailableException of(SQLException e) {
        return of(e, Write.ABSENT);
    }

    JournalUnavailableException of(SQLException e, Write write) {
        String state = state(e);
        return switch (state) {
            case "28P01", "28000" ->
                failure(
                        Reason.WRONG_PASSWORD,
                        write,
                        "the journal at %s refuses the login: check user and password",
                        e);
            case "3D000" ->
                failure(
                        Reason.UNREACHABLE,
                        write,
                        "there is no such database at %s: create it or correct the address",
                        e);
            case "42501" ->
                failure(
                        Reason.NOT_ALLOWED,
                        write,
                        "%s lacks a right on the journal (" + text(e) + "): grant it the role tminus_writer",
                        e);
            case "25006" ->
                failure(
                        Reason.READ_ONLY,
                        write,
                        "the journal at %s is read-only now: name the primary server, or wait for it",
                        e);
            case "53100" ->
                failure(Reason.FULL, write, "the disk of the journal at %s is full: make room, then resume", e);
            case "55P03", "57014" ->
                failure(Reason.BUSY, write, "the journal at %s is locked by somebody for too long: try again", e);
            default ->
                isConnectionLost(e)
                        ? failure(
                                Reason.UNREACHABLE,
                                write,
                                "the journal at %s cannot be reached (" + text(e) + "): start it or check the address",
                                e)
                        : failure(
                                Reason.FAILED,
                                write,
                                "the journal at %s failed with " + state + " (" + text(e) + ")",
                                e);
        };
    }

    private JournalUnavailableException failure(Reason reason, Write write, String sentence, SQLException cause) {
        return new JournalUnavailableException(reason, write, sentence.replace("%s", address.toString()), cause);
    }

    private static String text(SQLException e) {
        return String.valueOf(e.getMessage()).replaceFirst("(?s)\\n.*", "").replaceFirst("^(ERROR|FATAL): ", "");
    }

    /** The connection was lost at each try, and the write is certainly not there. */
    JournalUnavailableException lostTwice() {
        return new JournalUnavailableException(
                Reason.UNREACHABLE,
                "the connection to the journal at %s was lost again and again; nothing was written: resume later"
                        .formatted(address));
    }

    static JournalUnavailableException newerSchema(JournalAddress address, int found, int known) {
        return new JournalUnavailableException(
                Reason.NEWER_SCHEMA,
                "the journal at %s was made by a newer Tminus (its tables are version %d, this program knows %d): update Tminus"
                        .formatted(address, found, known));
    }
}
