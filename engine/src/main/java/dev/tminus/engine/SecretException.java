package dev.tminus.engine;

/** A secret that cannot be had. */
public final class SecretException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean forPerson;

    public SecretException(String secret, String reason) {
        this(secret, reason, false);
    }

    private SecretException(String secret, String reason, boolean forPerson) {
        super("secret %s: %s".formatted(secret, reason));
        this.forPerson = forPerson;
    }

    /** One that only a person can make available again, such as by signing in. */
    public static SecretException forPerson(String secret, String reason) {
        return new SecretException(secret, reason, true);
    }

    /** Whether no automatic answer to a failure could help. */
    public boolean isForPerson() {
        return forPerson;
    }
}
