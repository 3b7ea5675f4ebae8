package dev.tminus.app.report;

import dev.tminus.book.ExpressionException;
import dev.tminus.book.Plan;
import dev.tminus.book.Scenario;
import dev.tminus.book.Values;
import dev.tminus.run.RunEvent;
import dev.tminus.run.RunState;
import dev.tminus.run.Scopes;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** The ways back: those there were, and what was done with them, in order. */
record Retreat(List<Way> ways, List<Step> course) {

    /** A scenario, what it loses, and whether it was used. */
    record Way(String id, String name, String loses, boolean used) {}

    /** Something that happened on the way back. */
    record Step(Instant at, String what) {}

    Retreat {
        ways = List.copyOf(ways);
        course = List.copyOf(course);
    }

    boolean isUsed() {
        return !course.isEmpty();
    }

    static Retreat of(Plan plan, RunState run, List<RunEvent> events, Instant now) {
        List<Step> course = events.stream().flatMap(Retreat::course).toList();
        List<Way> ways = plan.runbook().rollbacks().values().stream()
                .map(scenario -> new Way(
                        scenario.id(),
                        scenario.name(),
                        loses(plan, run, scenario, now),
                        events.stream()
                                .anyMatch(event -> event instanceof RunEvent.RollbackStarted started
                                        && started.scenario().equals(scenario.id()))))
                .toList();
        return new Retreat(ways, course);
    }

    private static String loses(Plan plan, RunState run, Scenario scenario, Instant now) {
        try {
            return Words.value(scenario.loses().resolve(Scopes.inScenario(plan, run, scenario.id(), now)));
        } catch (ExpressionException unknown) {
            return "known only when it begins: " + Values.text(unknown.getMessage());
        }
    }

    private static Stream<Step> course(RunEvent event) {
        if (event instanceof RunEvent.RollbackAsked asked) {
            String by = asked.by().map(person -> " by " + person.person()).orElse("");
            String after = asked.trigger().map(step -> " after " + step).orElse("");
            return Stream.of(new Step(
                    asked.at(),
                    Words.joined("rollback " + asked.scenario() + " asked for" + by + after, asked.reason())));
        }
        if (event instanceof RunEvent.RollbackNoted noted) {
            return Stream.of(
                    new Step(noted.at(), "%s asked for %s too; noted".formatted(noted.trigger(), noted.scenario())));
        }
        if (event instanceof RunEvent.RollbackStarted started) {
            return Stream.of(new Step(started.at(), "rollback " + started.scenario() + " began"));
        }
        if (event instanceof RunEvent.StepUndone undone) {
            return Stream.of(new Step(undone.at(), "effect of " + undone.step() + " taken back"));
        }
        if (event instanceof RunEvent.UndoGivenUp left) {
            return Stream.of(new Step(left.at(), "undo of %s given up: %s".formatted(left.step(), left.reason())));
        }
        if (event instanceof RunEvent.RollbackCompared compared) {
            return Stream.of(new Step(
                    compared.at(),
                    Words.joined(
                            "held against what there was before the first change: "
                                    + compared.proof().words(),
                            String.join("; ", compared.differences()))));
        }
        return event instanceof RunEvent.RollbackEnded ended
                ? Stream.of(new Step(ended.at(), "rollback %s ended: %s".formatted(ended.scenario(), ended.then())))
                : Stream.empty();
    }
}
