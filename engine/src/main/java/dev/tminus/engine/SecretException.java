package dev.tminus.engine;

/** A secret that cannot be had. */
public final class SecretException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SecretException(String secret, String reason) {
        super("secret %s: %s".formatted(secret, reason));
    }
}
