package dev.tminus.notice;

import static java.util.Objects.requireNonNull;

import dev.tminus.run.WaitKind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * What somebody is asked, so that a medium can offer the answers. An answer binds to what was asked: {@code digest} and
 * {@code since} tell it from an earlier or later question at the same step.
 *
 * @param options of a decision
 * @param fields to fill in: of an ask, or the evidence of a manual step
 * @param console whether policy wants the answer at the console only
 */
public record Question(
        WaitKind kind, String digest, Instant since, List<String> options, List<String> fields, boolean console) {

    public Question {
        requireNonNull(kind, "kind");
        since = instant(since);
        options = List.copyOf(options);
        fields = List.copyOf(fields);
    }

    /** As exact as every journal keeps it, so that it can be compared. */
    public static Instant instant(Instant asked) {
        return asked.truncatedTo(ChronoUnit.MILLIS);
    }
}
