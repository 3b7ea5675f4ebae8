package dev.tminus.reader;

/** A value does not fit where an expression uses it; the message is the sentence the operator reads. */
final class Unfit extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Unfit(String sentence) {
        super(sentence);
    }
}
