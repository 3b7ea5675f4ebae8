package dev.tminus.book;

/** An expression that has no value here: something it reads is missing or does not fit. */
public final class ExpressionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String source;

    public ExpressionException(String source, String reason) {
        super("cannot work out `%s`: %s".formatted(source, reason));
        this.source = source;
    }

    public String source() {
        return source;
    }
}
