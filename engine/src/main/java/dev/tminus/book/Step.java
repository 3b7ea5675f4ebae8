package dev.tminus.book;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One step: an action and what surrounds it.
 *
 * @param by roles that answer for the step
 * @param gate an approval asked just before the action
 * @param probe {@code done_if}: a read-only step whose success says that the effect is already there
 * @param then where the run goes after this step succeeded
 */
public record Step(
        String id,
        String name,
        List<String> by,
        Words words,
        Action action,
        Conditions conditions,
        Optional<Loop> loop,
        Optional<Approval> gate,
        Optional<Step> probe,
        Timing timing,
        Judgement judgement,
        Failure failure,
        Effect effect,
        Optional<Choice> then) {

    public Step {
        by = List.copyOf(by);
    }

    /** A step with nothing but an action. */
    public static Step of(String id, Action action) {
        return new Step(
                id,
                id,
                List.of(),
                Words.NONE,
                action,
                Conditions.NONE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Timing.NONE,
                Judgement.NONE,
                Failure.NONE,
                Effect.NONE,
                Optional.empty());
    }

    /** This step without its loop: what one iteration does. */
    public Step once() {
        return new Step(
                id,
                name,
                by,
                words,
                action,
                conditions,
                Optional.empty(),
                gate,
                probe,
                timing,
                judgement,
                failure,
                effect,
                then);
    }

    /** The steps directly inside, without those of a group it uses. */
    public List<Step> inner() {
        return action instanceof Action.Steps steps ? steps.steps() : List.of();
    }

    /** This step and everything inside it, outside in. */
    public Stream<Step> all() {
        return Stream.concat(Stream.of(this), inner().stream().flatMap(Step::all));
    }

    /** Whether it only holds other steps: a list of steps or the use of a group. */
    public boolean holdsSteps() {
        return action instanceof Action.Steps || action instanceof Action.Use;
    }

    /** Texts for people that change nothing about what is executed. */
    public record Words(Optional<String> help, Optional<String> docs) {
        public static final Words NONE = new Words(Optional.empty(), Optional.empty());
    }

    /**
     * When the step is left out or its failure is only noted.
     *
     * @param when {@code if}
     * @param skipIn reason by environment
     * @param warnIn reason by environment
     */
    public record Conditions(Optional<Expression> when, Map<String, String> skipIn, Map<String, String> warnIn) {
        public static final Conditions NONE = new Conditions(Optional.empty(), Map.of(), Map.of());

        public Conditions {
            skipIn = Collections.unmodifiableMap(new LinkedHashMap<>(skipIn));
            warnIn = Collections.unmodifiableMap(new LinkedHashMap<>(warnIn));
        }
    }

    /** {@code for_each}: over a list or the entries of a map ({@code {key, value}}), {@code parallel} at a time. */
    public record Loop(Template items, String as, int parallel) {}

    /** How long it may and should take, how often it looks again, and what happens while people are silent. */
    public record Timing(
            Optional<Template> estimate, Optional<Template> timeout, Optional<Poll> poll, Optional<Silence> silence) {
        public static final Timing NONE =
                new Timing(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * Looking again: until something is true ({@code inARow} times), or that something holds for a length of time.
     *
     * @param length {@code for}
     * @param tolerate a pattern: an error whose output matches means "not yet"
     */
    public record Poll(
            Template every,
            Optional<Expression> until,
            int inARow,
            Optional<Template> length,
            Optional<Expression> hold,
            Optional<Expression> failIf,
            Optional<String> tolerate) {}

    /** What makes an outcome good and what is kept of it. */
    public record Judgement(
            List<Expression> expect,
            Map<String, Expression> capture,
            Map<String, Expression> captureSecret,
            List<Evidence> evidence,
            Optional<String> attach,
            Optional<Template> confirm) {
        public static final Judgement NONE =
                new Judgement(List.of(), Map.of(), Map.of(), List.of(), Optional.empty(), Optional.empty());

        public Judgement {
            expect = List.copyOf(expect);
            capture = Collections.unmodifiableMap(new LinkedHashMap<>(capture));
            captureSecret = Collections.unmodifiableMap(new LinkedHashMap<>(captureSecret));
            evidence = List.copyOf(evidence);
        }
    }

    /** What follows a failure: extra attempts first, then where the run goes; empty where an enclosing scope says. */
    public record Failure(Optional<Retry> retry, Optional<Choice> onFailure) {
        public static final Failure NONE = new Failure(Optional.empty(), Optional.empty());
    }

    /** Extra attempts; the delay grows by the factor each time. */
    public record Retry(int times, Template delay, double backoff) {
        public Retry {
            if (times < 0) {
                throw new IllegalArgumentException("retry times must be at least 0, was " + times);
            }
        }
    }

    /**
     * What the step leaves behind.
     *
     * @param undo the steps that take its effect back, in order
     */
    public record Effect(
            List<Step> undo, boolean always, boolean destructive, Optional<Template> pointOfNoReturn, Impact impact) {
        public static final Effect NONE = new Effect(List.of(), false, false, Optional.empty(), Impact.NONE);

        public Effect {
            undo = List.copyOf(undo);
        }
    }

    /** Whether the downtime clock runs: while the effect is open, or while the step runs. */
    public enum Impact {
        NONE,
        EFFECT,
        STEP
    }
}
