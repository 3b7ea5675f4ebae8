package dev.tminus.book;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A part of a run with its own time.
 *
 * @param windowRequired whether its steps may start only inside the window
 * @param onFailure where a failure of an inner step leads that states nothing itself
 */
public record Phase(
        String id,
        String name,
        Start start,
        Optional<Expression> when,
        List<String> by,
        boolean windowRequired,
        List<Requirement> requires,
        Optional<Choice> onFailure,
        List<Step> steps) {

    public Phase {
        by = List.copyOf(by);
        requires = List.copyOf(requires);
        steps = StepList.of(steps);
    }

    /** The step of that id, if it is one of its own and not inside another. */
    public Optional<Step> step(String id) {
        return StepList.of(steps).find(id);
    }

    /** When a phase starts. */
    public sealed interface Start {
        /** Relative to the start of the window. */
        record At(Offset fromT) implements Start {
            @Override
            public String toString() {
                return "T" + fromT;
            }
        }

        /** Relative to the end of an earlier phase. */
        record After(String phase, Offset offset) implements Start {
            @Override
            public String toString() {
                return phase + offset;
            }
        }

        /** When the previous phase has ended. */
        record Next() implements Start {
            @Override
            public String toString() {
                return "";
            }
        }
    }

    /** An earlier phase whose steps must be done or skipped with a reason, and how old its end may be. */
    public record Requirement(String phase, Optional<Duration> maxAge) {}
}
