package dev.tminus.app.http;

/** A request could not be made as written, or nobody answered it; the message is a sentence for the operator. */
final class HttpMistake extends RuntimeException {

    private static final long serialVersionUID = 1L;

    HttpMistake(String message) {
        super(message);
    }
}
