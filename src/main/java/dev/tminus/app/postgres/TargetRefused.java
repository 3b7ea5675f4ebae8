package dev.tminus.app.postgres;

/** A database could not be reached or asked as wanted; the message is a sentence for the operator, without secrets. */
final class TargetRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TargetRefused(String message) {
        super(message);
    }

    TargetRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
