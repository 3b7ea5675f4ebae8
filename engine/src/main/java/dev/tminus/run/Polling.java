package dev.tminus.run;

import dev.tminus.book.Durations;
import dev.tminus.book.ExpressionException;
import dev.tminus.book.Scope;
import dev.tminus.book.Step;
import dev.tminus.book.Values;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Decides after each look of a poll: there, not yet, or failed. */
final class Polling {

    private Polling() {}

    /** Empty when the poll has reached its end well. */
    static Optional<RunEvent> afterLook(
            Moment moment, Place place, Outcome.Done done, Scope own, Optional<String> bad) {
        Step.Poll poll = place.step().timing().poll().orElseThrow();
        if (bad.isPresent()) {
            boolean tolerated = matches(poll, text(done));
            return Optional.of(
                    tolerated
                            ? looked(moment, place, done.result(), 0, Optional.empty(), poll)
                            : failed(moment, place, bad.get(), done));
        }
        if (poll.failIf().isPresent() && Begin.isTrue(poll.failIf().get().evaluate(own))) {
            return Optional.of(
                    failed(moment, place, "it is so: " + poll.failIf().get().source(), done));
        }
        return poll.hold().isPresent()
                ? holding(moment, place, done, own, poll)
                : reaching(moment, place, done, own, poll);
    }

    private static Optional<RunEvent> reaching(
            Moment moment, Place place, Outcome.Done done, Scope own, Step.Poll poll) {
        int good =
                good(own, poll) ? before(moment, place).map(Attempt.Look::good).orElse(0) + 1 : 0;
        return good >= poll.inARow()
                ? Optional.empty()
                : Optional.of(looked(moment, place, done.result(), good, Optional.empty(), poll));
    }

    private static boolean good(Scope own, Step.Poll poll) {
        try {
            return poll.until().isEmpty() || Begin.isTrue(poll.until().get().evaluate(own));
        } catch (ExpressionException notYet) {
            return false;
        }
    }

    private static Optional<RunEvent> holding(
            Moment moment, Place place, Outcome.Done done, Scope own, Step.Poll poll) {
        if (!Begin.isTrue(poll.hold().orElseThrow().evaluate(own))) {
            return Optional.of(failed(
                    moment, place, "it did not hold: " + poll.hold().get().source(), done));
        }
        Instant since = before(moment, place).flatMap(Attempt.Look::goodSince).orElse(moment.now());
        Duration length = poll.length()
                .map(template -> Begin.duration(template, moment, place))
                .orElse(Duration.ZERO);
        return moment.now().isBefore(since.plus(length))
                ? Optional.of(looked(moment, place, done.result(), 1, Optional.of(since), poll))
                : Optional.empty();
    }

    /** A look that could not be made: not yet, where the poll tolerates it. */
    static Optional<RunEvent> afterFailure(Moment moment, Place place, Outcome.Failed failed) {
        Optional<Step.Poll> poll = place.step().timing().poll();
        boolean late = moment.state(place)
                .attempt()
                .deadline()
                .map(deadline -> !moment.now().isBefore(deadline))
                .orElse(false);
        if (poll.isEmpty() || late) {
            return Optional.empty();
        }
        boolean notYet = poll.get().tolerate().isPresent()
                ? matches(
                        poll.get(),
                        failed.reason() + "\n"
                                + failed.output().map(OutputRef::tail).orElse(""))
                : poll.get().until().isPresent();
        return notYet
                ? Optional.of(
                        looked(moment, place, Values.of("reason", failed.reason()), 0, Optional.empty(), poll.get()))
                : Optional.empty();
    }

    private static boolean matches(Step.Poll poll, String text) {
        return poll.tolerate()
                .map(pattern -> Pattern.compile(pattern).matcher(text).find())
                .orElse(false);
    }

    private static String text(Outcome.Done done) {
        return done.output()
                .map(OutputRef::tail)
                .orElseGet(() -> Values.text(done.result().find("output").orElse("")));
    }

    private static Optional<Attempt.Look> before(Moment moment, Place place) {
        return moment.state(place).attempt().look();
    }

    private static RunEvent looked(
            Moment moment, Place place, Values reading, int good, Optional<Instant> since, Step.Poll poll) {
        Object every = poll.every().resolve(moment.scope(place));
        Duration pause = every instanceof Duration duration
                ? duration
                : Durations.parse(Values.text(every)).orElse(Duration.ofSeconds(5));
        return new RunEvent.StepLooked(
                moment.now(),
                place.key(),
                moment.state(place).attempt().number(),
                reading,
                good,
                since,
                moment.now().plus(pause),
                List.of());
    }

    private static RunEvent failed(Moment moment, Place place, String reason, Outcome.Done done) {
        return new RunEvent.StepFailed(
                moment.now(),
                place.key(),
                moment.state(place).attempt().number(),
                reason,
                done.result(),
                done.output());
    }
}
