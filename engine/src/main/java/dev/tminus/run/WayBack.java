package dev.tminus.run;

import dev.tminus.book.Durations;
import dev.tminus.book.Scenario;
import dev.tminus.book.Template;
import dev.tminus.forecast.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What turning back with one scenario would mean now.
 *
 * @param time how long it takes: what the scenario says, else its steps and the undo of open effects
 * @param loses what data is lost
 * @param undoes keys of the effects it would take back, in that order
 */
public record WayBack(
        String scenario,
        String name,
        Optional<String> symptoms,
        Interval time,
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
        Interval steps = Estimates.intervals(moment.plan(), moment.run(), Places.before(scenario), moment.now())
                .plus(Estimates.intervals(moment.plan(), moment.run(), Places.of(scenario), moment.now()));
        Interval time = scenario.estimate()
                .flatMap(template -> length(template, moment))
                .map(Interval::around)
                .orElse(steps.plus(undoing(moment, undoes)));
        return new WayBack(
                scenario.id(),
                scenario.name(),
                scenario.symptoms(),
                time,
                ScenarioGate.loses(moment, scenario),
                undoes,
                "tminus rollback %s %s".formatted(run, scenario.id()));
    }

    /** Undoing takes as long as its parts should; where nobody knows that, as long as doing did. */
    private static Interval undoing(Moment moment, List<String> keys) {
        return Interval.sequence(keys.stream().map(key -> undoing(moment, key)).toList());
    }

    private static Interval undoing(Moment moment, String key) {
        Optional<Place> owner = moment.find(key).filter(place -> !place.isLoop());
        List<Place> parts = owner.stream()
                .flatMap(place -> IntStream.rangeClosed(
                                1, place.step().effect().undo().size())
                        .mapToObj(place::undo))
                .toList();
        Interval known = Estimates.intervals(moment.plan(), moment.run(), parts, moment.now());
        if (!known.isNone()) {
            return known;
        }
        Attempt attempt = moment.run().step(key).attempt();
        return attempt.startedAt()
                .flatMap(from -> attempt.endedAt().map(to -> Interval.around(Durations.lapse(from, to))))
                .orElse(Interval.NONE);
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

    /** How long it is expected to take. */
    public Duration estimate() {
        return time.expected();
    }

    /** When it must begin at the latest to be through before the window ends, even if it takes its time. */
    public Optional<Instant> latestStart(RunState run) {
        return run.window().map(window -> window.ends().minus(time.high()));
    }
}
