package dev.tminus.audit;

import java.io.Serial;

/** A folder cannot be read or written as a bundle; the message is for the person. */
public final class BundleException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    BundleException(String message) {
        super(message);
    }
}
