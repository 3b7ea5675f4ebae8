package dev.tminus.app.report;

import dev.tminus.book.Durations;
import dev.tminus.run.RunEvent;
import dev.tminus.run.RunState;
import dev.tminus.run.RunStatus;
import dev.tminus.run.StepStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** How a run ended, in one sentence. Only a run that succeeded is good. */
record Outcome(Tone tone, String word, String sentence) {

    /** How a reader should take it. */
    enum Tone {
        GOOD,
        /** Reached its end, but not the way it was planned. */
        NOTE,
        BAD,
        OPEN
    }

    static Outcome of(RunState run, List<Part> parts, int deviations, Instant now) {
        RunStatus status = run.status();
        Instant end = run.end().map(RunEvent.RunEnded::at).orElse(now);
        String took = Durations.text(Duration.between(run.start().at(), end));
        String steps = steps(parts);
        String open = run.openEffects().isEmpty()
                ? ""
                : " " + Words.count(run.openEffects().size(), "effect") + " still open.";
        return switch (status) {
            case SUCCEEDED ->
                new Outcome(
                        deviations == 0 ? Tone.GOOD : Tone.NOTE,
                        "succeeded",
                        "The run succeeded after %s%s: %s.%s".formatted(took, deviations(deviations), steps, open));
            case FAILED ->
                new Outcome(Tone.BAD, "failed", "The run failed after %s: %s.%s".formatted(took, steps, open));
            case ABORTED ->
                new Outcome(Tone.BAD, "aborted", "The run was aborted after %s: %s.%s".formatted(took, steps, open));
            case ROLLED_BACK ->
                new Outcome(
                        Tone.BAD,
                        "rolled back",
                        (run.settledEffects().isEmpty()
                                        ? "The change did not happen: the run was rolled back after %s.%s %s."
                                        : "The run was rolled back after %s, but not what it had made permanent before.%s %s.")
                                .formatted(took, open.isEmpty() ? " No effect is left open." : open, steps));
            case ROLLED_BACK_OPEN ->
                new Outcome(
                        Tone.BAD,
                        "rolled back, effects left open",
                        "The change did not happen, and not everything was taken back: the run was rolled back after %s.%s %s."
                                .formatted(took, open, steps));
            case RUNNING ->
                new Outcome(Tone.OPEN, "not finished", "The run is under way since %s: %s.".formatted(took, steps));
            case ROLLING_BACK ->
                new Outcome(
                        Tone.BAD,
                        "rolling back",
                        "The run is rolling back, %s after it began: %s.".formatted(took, steps));
        };
    }

    private static String deviations(int n) {
        return n == 0 ? "" : ", with " + Words.count(n, "deviation") + " from the plan";
    }

    private static String steps(List<Part> parts) {
        List<Row> leaves = parts.stream()
                .flatMap(part -> part.rows().stream())
                .filter(row -> !row.holds())
                .toList();
        StringBuilder text = new StringBuilder(Words.count(leaves.size(), "step"));
        for (StepStatus status : StepStatus.values()) {
            long n = leaves.stream().filter(row -> row.status() == status).count();
            if (n > 0) {
                text.append(", ").append(n).append(' ').append(status.word());
            }
        }
        return text.toString();
    }
}
