package dev.tminus.app.postgres.database;

/**
 * What a step wants of a database cannot be done; the message is a sentence for the operator, without secrets.
 *
 * <p>A package refuses what is its own with a kind of its own, where somebody asks for the difference.
 */
public class TargetRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public TargetRefused(String message) {
        super(message);
    }

    public TargetRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
