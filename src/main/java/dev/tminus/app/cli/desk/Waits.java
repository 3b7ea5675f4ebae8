package dev.tminus.app.cli.desk;

import dev.tminus.action.SafeText;
import dev.tminus.run.Asked;
import dev.tminus.run.RollbackProof;
import dev.tminus.run.WaitKind;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a run waits for, in words. */
public final class Waits {

    private Waits() {}

    /** Where, for what and for whom, in one line: of what has more, the first. */
    public static String sentence(Asked asked) {
        if (asked.kind() == WaitKind.PAUSED) {
            return SafeText.line("the run is " + asked.detail());
        }
        String detail = asked.detail().isEmpty() ? asked.name() : first(asked.detail());
        return SafeText.line(LocalTimes.within(
                "%s  %s: %s%s%s".formatted(asked.step(), verb(asked), detail, whom(asked), until(asked))));
    }

    public static String first(String text) {
        return text.lines().findFirst().orElse("");
    }

    /** What stands behind the first line: a verdict, the differences from what was rehearsed. */
    public static List<String> more(String text) {
        return text.lines()
                .skip(1)
                .map(line -> SafeText.line(LocalTimes.within(line)))
                .toList();
    }

    static String verb(Asked asked) {
        return switch (asked.kind()) {
            case APPROVE -> "wants an approval";
            case DECIDE -> "wants a decision";
            case ASK -> "asks";
            case MANUAL -> "is for a person to do";
            case CONFIRM -> "wants a confirmation";
            case UNKNOWN -> "ended in a way nobody knows";
            case FAILURE -> "failed";
            case TIME -> asked.until().isPresent() ? "waits for its time" : "waits for a person or a new window";
            case LOCK -> "waits for a lock";
            case PAUSED -> "is paused";
        };
    }

    private static String whom(Asked asked) {
        if (asked.roles().isEmpty()) {
            return "";
        }
        String people = asked.people().isEmpty() ? "nobody has it" : String.join(", ", asked.people());
        return " [%s: %s]".formatted(String.join(", ", asked.roles()), people);
    }

    private static String until(Asked asked) {
        return asked.until()
                        .filter(at -> !asked.detail().contains(at.toString()))
                        .map(at -> ", until " + at)
                        .orElse("")
                + asked.expires().map(at -> ", lapses at " + at).orElse("");
    }

    /** Who must act, on what, and the commands: what a command that stops at a person says last. */
    public static String message(List<Asked> waiting) {
        return waiting.stream()
                .map(asked -> sentence(asked)
                        + more(asked.detail()).stream()
                                .map(line -> "\n    " + line)
                                .collect(Collectors.joining())
                        + proof(asked)
                        + asked.commands().stream()
                                .map(command -> "\n    " + SafeText.line(command))
                                .collect(Collectors.joining()))
                .collect(Collectors.joining("\n"));
    }

    /** Whoever approves is told whether there is a proven way back. */
    private static String proof(Asked asked) {
        return asked.shown()
                .find(RollbackProof.SHOWN_AS)
                .map(proof -> "\n    " + SafeText.line(String.valueOf(proof)))
                .orElse("");
    }

    public static String kind(Asked asked) {
        return asked.kind().name().toLowerCase(Locale.ROOT);
    }
}
