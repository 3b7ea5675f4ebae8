package dev.tminus.journal;

import java.io.Serial;

/** The journal cannot be used now; the message says what, where and what to do. */
public final class JournalUnavailableException extends JournalException {
    @Serial
    private static final long serialVersionUID = 1;

    /** Why. */
    public enum Reason {
        UNREACHABLE,
        WRONG_PASSWORD,
        NOT_ALLOWED,
        READ_ONLY,
        FULL,
        /** Its tables were made by a newer Tminus. */
        NEWER_SCHEMA,
        BUSY,
        FAILED
    }

    /** What became of the write that was under way. */
    public enum Write {
        /** Certainly not there, or nothing was being written. */
        ABSENT,
        /** The connection was lost at the commit and could not be made again: read the run before going on. */
        UNKNOWN
    }

    private final Reason reason;
    private final Write write;

    public JournalUnavailableException(Reason reason, Write write, String sentence, Throwable cause) {
        super(sentence, cause);
        this.reason = reason;
        this.write = write;
    }

    public JournalUnavailableException(Reason reason, String sentence) {
        super(sentence);
        this.reason = reason;
        this.write = Write.ABSENT;
    }

    public Reason reason() {
        return reason;
    }

    public Write write() {
        return write;
    }
}
