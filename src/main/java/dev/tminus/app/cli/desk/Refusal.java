package dev.tminus.app.cli.desk;

/** A command that cannot do what was asked; the message is for the person: what, where, what to do. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode code;

    public Refusal(ExitCode code, String sentence) {
        super(sentence);
        this.code = code;
    }

    public Refusal(ExitCode code, String sentence, Throwable cause) {
        super(sentence, cause);
        this.code = code;
    }

    public static Refusal usage(String sentence) {
        return new Refusal(ExitCode.USAGE, sentence);
    }

    public ExitCode code() {
        return code;
    }
}
