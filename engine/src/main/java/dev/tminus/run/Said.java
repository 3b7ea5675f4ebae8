package dev.tminus.run;

import dev.tminus.book.Values;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What people said about a step.
 *
 * @param answer the option, the fields or the report they gave
 * @param overrun whether it may start after the window's end
 */
public record Said(List<Approved> approvals, Optional<Answer> answer, boolean overrun) {

    static final Said NOTHING = new Said(List.of(), Optional.empty(), false);

    public Said {
        approvals = List.copyOf(approvals);
    }

    /** One approval, and the roles it was given in. */
    public record Approved(Actor by, List<String> roles, String shownDigest, String reason, Instant at) {}

    /** An answer; {@code good} is false for a manual step that failed, a rejection or a confirmation denied. */
    public record Answer(Actor by, boolean good, Values values, String reason, Instant at) {}

    Said approved(Approved approval) {
        List<Approved> all = new ArrayList<>(approvals);
        all.add(approval);
        return new Said(all, answer, overrun);
    }

    Said answered(Answer given) {
        return new Said(approvals, Optional.of(given), overrun);
    }

    Said withoutAnswer() {
        return new Said(approvals, Optional.empty(), overrun);
    }

    Said withoutApprovals() {
        return new Said(List.of(), answer, overrun);
    }

    Said overrunAllowed() {
        return new Said(approvals, answer, true);
    }
}
