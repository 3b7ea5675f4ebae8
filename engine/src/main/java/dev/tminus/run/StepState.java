package dev.tminus.run;

import dev.tminus.book.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where one step stands.
 *
 * @param reason why it failed, was skipped or is unknown; empty text otherwise
 * @param tolerated a failure the run goes on after
 * @param performed the action ended well and a confirmation is outstanding
 * @param items what a loop runs over
 */
public record StepState(
        StepStatus status,
        Attempt attempt,
        Product product,
        EffectState effect,
        Optional<Wait> waiting,
        Said said,
        String reason,
        boolean tolerated,
        boolean performed,
        List<Object> items) {

    static final StepState PENDING = new StepState(
            StepStatus.PENDING,
            Attempt.NONE,
            Product.NONE,
            EffectState.NONE,
            Optional.empty(),
            Said.NOTHING,
            "",
            false,
            false,
            List.of());

    /** Whether the run goes on after it. */
    public boolean isSettled() {
        return status.isSettled() || tolerated;
    }

    public boolean is(StepStatus asked) {
        return status == asked;
    }

    /** Whether it waits for that. */
    public boolean waitsFor(WaitKind kind) {
        return waiting.map(wait -> wait.kind() == kind).orElse(false);
    }

    /** How long its latest attempt worked, once it ended well; empty where a person had a part in it. */
    public Optional<Duration> workedFor() {
        boolean worked = status == StepStatus.DONE || status == StepStatus.UNDONE || status == StepStatus.CLOSED;
        return worked && said.answer().isEmpty()
                ? attempt.startedAt()
                        .filter(this::withoutApproval)
                        .flatMap(from -> attempt.endedAt().map(to -> Durations.lapse(from, to)))
                : Optional.empty();
    }

    /** An approval beside an action comes before its attempt, that of an approve step within it. */
    private boolean withoutApproval(Instant from) {
        return said.approvals().stream().allMatch(approval -> !approval.at().isAfter(from));
    }

    StepState to(StepStatus next) {
        return new StepState(
                next, attempt, product, effect, Optional.empty(), said, reason, tolerated, performed, items);
    }

    StepState because(String why) {
        return new StepState(status, attempt, product, effect, waiting, said, why, tolerated, performed, items);
    }

    StepState with(Attempt next) {
        return new StepState(status, next, product, effect, waiting, said, reason, tolerated, performed, items);
    }

    StepState with(Product next) {
        return new StepState(status, attempt, next, effect, waiting, said, reason, tolerated, performed, items);
    }

    StepState with(EffectState next) {
        return new StepState(status, attempt, product, next, waiting, said, reason, tolerated, performed, items);
    }

    StepState with(Said next) {
        return new StepState(status, attempt, product, effect, waiting, next, reason, tolerated, performed, items);
    }

    StepState waiting(Optional<Wait> next) {
        return new StepState(status, attempt, product, effect, next, said, reason, tolerated, performed, items);
    }

    StepState tolerated(boolean is) {
        return new StepState(status, attempt, product, effect, waiting, said, reason, is, performed, items);
    }

    StepState performed(boolean is) {
        return new StepState(status, attempt, product, effect, waiting, said, reason, tolerated, is, items);
    }

    StepState over(List<Object> values) {
        return new StepState(status, attempt, product, effect, waiting, said, reason, tolerated, performed, values);
    }
}
