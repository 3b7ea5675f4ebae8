package dev.tminus.run;

import dev.tminus.book.Action;
import dev.tminus.book.ExpressionException;
import dev.tminus.book.Template;
import dev.tminus.book.Values;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Watches attempts that are under way. */
final class Running {

    private Running() {}

    /** Every attempt under way, wherever it stands; nothing new begins. */
    static List<Command> watch(Moment moment) {
        List<Command> all = new ArrayList<>();
        outside(moment).forEach(place -> {
            if (moment.state(place).is(StepStatus.RUNNING)) {
                all.addAll(watch(moment, place));
            }
        });
        return all;
    }

    /** Steps with an action outside that run or whose end is unknown. */
    static List<Place> outside(Moment moment) {
        return moment.run().steps().entrySet().stream()
                .filter(step -> step.getValue().is(StepStatus.RUNNING)
                        || step.getValue().is(StepStatus.UNKNOWN))
                .sorted(java.util.Map.Entry.comparingByKey())
                .flatMap(step -> moment.find(step.getKey()).stream())
                .filter(place -> Walk.isOutside(place.step()))
                .toList();
    }

    static List<Command> watch(Moment moment, Place place) {
        StepState state = moment.state(place);
        Attempt attempt = state.attempt();
        if (state.performed()) {
            return confirm(moment, place);
        }
        if (place.step().action() instanceof Action.Close close) {
            return Closing.next(moment, place, close);
        }
        Optional<Instant> deadline = attempt.deadline();
        boolean late = deadline.isPresent() && !moment.now().isBefore(deadline.get());
        if (attempt.look().isPresent()) {
            return between(moment, place, attempt, late);
        }
        if (attempt.epoch() != moment.run().epoch()) {
            return Walk.appends(List.of(new RunEvent.StepUnknown(
                    moment.now(), place.key(), attempt.number(), "it began, and the process that ran it is gone")));
        }
        if (late) {
            return List.of(new Command.Stop(place.key(), tooLong(attempt, deadline.get())));
        }
        return deadline.<List<Command>>map(at -> List.of(new Command.WakeAt(at)))
                .orElse(List.of());
    }

    /** Between two looks nothing is under way here. */
    private static List<Command> between(Moment moment, Place place, Attempt attempt, boolean late) {
        Attempt.Look look = attempt.look().orElseThrow();
        if (late) {
            return Walk.appends(List.of(new RunEvent.StepFailed(
                    moment.now(),
                    place.key(),
                    attempt.number(),
                    tooLong(attempt, attempt.deadline().orElseThrow()) + lastSeen(look.reading()),
                    look.reading(),
                    Optional.empty())));
        }
        Instant next = attempt.deadline().filter(look.next()::isAfter).orElse(look.next());
        return moment.now().isBefore(next)
                ? List.of(new Command.WakeAt(next))
                : List.of(new Command.Look(place.key(), attempt.number()));
    }

    /** What it was waited for so long. */
    private static String lastSeen(Values reading) {
        String status = reading.find("status")
                .map(word -> "; its status was still " + Values.text(word))
                .orElse("");
        return reading.find("problem")
                .map(problem -> "; " + Values.text(problem))
                .orElse(status);
    }

    private static String tooLong(Attempt attempt, Instant deadline) {
        return "no result within "
                + Values.text(Duration.between(attempt.startedAt().orElse(deadline), deadline));
    }

    /** The action is done, so a question that cannot be worked out is no failure of it. */
    private static String question(Moment moment, Place place, Template text) {
        try {
            return Values.text(text.resolve(moment.scope(place)));
        } catch (ExpressionException unclear) {
            return "Is %s done? (%s)".formatted(place.step().name(), unclear.getMessage());
        }
    }

    private static List<Command> confirm(Moment moment, Place place) {
        String question = place.step()
                .judgement()
                .confirm()
                .map(text -> question(moment, place, text))
                .orElse("");
        return Walk.appends(List.of(new RunEvent.StepWaits(
                moment.now(),
                place.key(),
                WaitKind.CONFIRM,
                place.by(),
                question,
                moment.state(place).product().result(),
                "",
                Optional.empty(),
                Optional.empty())));
    }
}
