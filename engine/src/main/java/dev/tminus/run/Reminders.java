package dev.tminus.run;

import dev.tminus.book.Action;
import dev.tminus.book.Approval;
import dev.tminus.book.Scenario;
import dev.tminus.book.Scope;
import dev.tminus.book.Silence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Silence reminds and escalates; it never decides. What is due counts from when people were told last, so that a run
 * nobody drove for a week reminds them once.
 */
final class Reminders {

    private Reminders() {}

    /** What a step needs whose people are silent: a reminder, or to be looked at when it is due. */
    static List<Command> of(Moment moment, Place place, Wait wait) {
        return rule(place, wait.kind())
                .map(rule -> of(moment, place.key(), wait, rule, moment.scope(place)))
                .orElse(List.of());
    }

    /** The same for the approval before a scenario. */
    static List<Command> of(Moment moment, Scenario scenario, Wait wait) {
        return scenario.approve()
                .flatMap(Approval::silence)
                .map(rule -> of(
                        moment,
                        scenario.id(),
                        wait,
                        rule,
                        Scopes.inScenario(moment.plan(), moment.run(), scenario.id(), moment.now())))
                .orElse(List.of());
    }

    private static Optional<Silence> rule(Place place, WaitKind kind) {
        Optional<Silence> own = Optional.empty();
        if (kind == WaitKind.APPROVE) {
            own = Inside.approval(place).flatMap(Approval::silence);
        } else if (kind == WaitKind.DECIDE && place.step().action() instanceof Action.Decide decide) {
            own = decide.silence();
        }
        return own.isPresent() ? own : place.silence();
    }

    private static List<Command> of(Moment moment, String key, Wait wait, Silence rule, Scope scope) {
        Duration after = Begin.duration(rule.after(), scope);
        Instant due = wait.told().plus(after);
        return moment.now().isBefore(due)
                ? List.of(new Command.WakeAt(due))
                : Walk.appends(List.of(new RunEvent.Reminded(moment.now(), key, rule.escalateTo())));
    }
}
