package dev.tminus.run;

import dev.tminus.book.Scenario;
import dev.tminus.book.Template;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What turning back with one scenario would mean now.
 *
 * @param estimate how long it takes: what the scenario says, else its steps and the undo of open effects
 * @param loses what data is lost
 * @param undoes keys of the effects it would take back, in that order
 */
public record WayBack(
        String scenario,
        String name,
        Optional<String> symptoms,
        Duration estimate,
        String loses,
        List<String> undoes,
        String command) {

    static List<WayBack> all(Moment moment) {
        String run = moment.run().start().id();
        if (moment.plan().runbook().rollbacks().isEmpty()) {
            List<String> open = moment.run().openEffects();
            return List.of(new WayBack(
                    Rollback.UNDO_ONLY,
                    "Undo what is open",
                    Optional.empty(),
                    undoing(moment, open),
                    "nothing beyond what the undo steps say",
                    open,
                    "tminus rollback " + run));
        }
        return moment.plan().runbook().rollbacks().values().stream()
                .filter(scenario -> ScenarioGate.mayFit(moment, scenario))
                .map(scenario -> of(moment, scenario, run))
                .toList();
    }

    private static WayBack of(Moment moment, Scenario scenario, String run) {
        List<String> undoes = scenario.undo()
                ? moment.run().openEffects().stream()
                        .filter(key -> moment.find(key)
                                .map(place -> !scenario.keepOpen()
                                        .contains(place.step().id()))
                                .orElse(false))
                        .toList()
                : List.of();
        Duration steps = Estimates.sequence(moment.plan(), moment.run(), Places.before(scenario), moment.now())
                .plus(Estimates.sequence(moment.plan(), moment.run(), Places.of(scenario), moment.now()));
        Duration estimate = scenario.estimate()
                .flatMap(template -> length(template, moment))
                .orElse(steps.plus(undoing(moment, undoes)));
        return new WayBack(
                scenario.id(),
                scenario.name(),
                scenario.symptoms(),
                estimate,
                ScenarioGate.loses(moment, scenario),
                undoes,
                "tminus rollback %s %s".formatted(run, scenario.id()));
    }

    /** Undoing is taken to last as long as doing did. */
    private static Duration undoing(Moment moment, List<String> keys) {
        return keys.stream()
                .map(key -> moment.run().step(key).attempt())
                .filter(attempt ->
                        attempt.startedAt().isPresent() && attempt.endedAt().isPresent())
                .map(attempt -> Duration.between(
                        attempt.startedAt().get(), attempt.endedAt().get()))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static Optional<Duration> length(Template template, Moment moment) {
        try {
            return template.resolve(Scopes.of(moment.plan(), moment.run(), moment.now())) instanceof Duration duration
                    ? Optional.of(duration)
                    : Optional.empty();
        } catch (dev.tminus.book.ExpressionException unclear) {
            return Optional.empty();
        }
    }

    /** When it must begin at the latest to be through before the window ends. */
    public Optional<Instant> latestStart(RunState run) {
        return run.window().map(window -> window.ends().minus(estimate));
    }
}
