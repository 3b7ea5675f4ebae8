package dev.tminus.app.postgres.grammar;

import com.dylibso.chicory.wasm.ChicoryException;

/** PostgreSQL's own {@code longjmp} out of a mistake, on its way to the trampoline that called. */
final class LongJump extends ChicoryException {

    private static final long serialVersionUID = 1L;

    LongJump() {
        super("longjmp");
    }

    /** It is a jump and not a report: nobody reads where it came from. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
