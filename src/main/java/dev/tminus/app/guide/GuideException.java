package dev.tminus.app.guide;

/** A guide that cannot be read as text; the message names the file, the place and what to do. */
public final class GuideException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    GuideException(String message) {
        super(message);
    }
}
