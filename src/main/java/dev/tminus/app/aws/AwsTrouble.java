package dev.tminus.app.aws;

/** A call to AWS that was refused or whose reply was lost, in a sentence for the operator. */
public final class AwsTrouble extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What it means. */
    public enum Kind {
        /** It had no effect and may work the next time: throttled, or nobody was reached. */
        AGAIN,
        /** Nobody knows whether it had its effect: the reply was lost, or the service broke. */
        UNCERTAIN,
        /** It had no effect, and only a person can put it right: credentials, permissions. */
        PERSON,
        /** It had no effect, and will have none the next time. */
        REFUSED
    }

    private final Kind kind;
    private final String code;

    AwsTrouble(Kind kind, String code, String sentence, Throwable cause) {
        super(sentence, cause);
        this.kind = kind;
        this.code = code;
    }

    /** What is found to be so that it cannot be done, without AWS having said so. */
    public static AwsTrouble refused(String sentence) {
        return new AwsTrouble(Kind.REFUSED, "", sentence, null);
    }

    public Kind kind() {
        return kind;
    }

    /** AWS's own word, {@code DBSnapshotAlreadyExists}; empty where it said nothing. */
    public boolean is(String word) {
        return code.equals(word) || code.equals(word + "Fault");
    }

    /** Whether the same call may work the next time. */
    public boolean passes() {
        return kind == Kind.AGAIN || kind == Kind.UNCERTAIN;
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }
}
