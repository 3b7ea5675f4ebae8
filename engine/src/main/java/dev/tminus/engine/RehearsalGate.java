package dev.tminus.engine;

import dev.tminus.book.Durations;
import dev.tminus.book.Environment;
import dev.tminus.book.ExpressionException;
import dev.tminus.book.Plan;
import dev.tminus.journal.RunFacts;
import dev.tminus.journal.RunFilter;
import dev.tminus.run.Differences;
import dev.tminus.run.Place;
import dev.tminus.run.Places;
import dev.tminus.run.RunEvent;
import dev.tminus.run.RunState;
import dev.tminus.run.Scopes;
import dev.tminus.run.StepStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The rule {@code policy.rehearsed}: the same text was rehearsed with success within a time, its rollbacks too, every
 * step that will run ran there, and what lies outside the text is as it was there.
 */
final class RehearsalGate {

    private static final int REHEARSALS_LOOKED_AT = 50;
    private static final int SHOWN = 16;

    private final Engine engine;

    RehearsalGate(Engine engine) {
        this.engine = engine;
    }

    /** Which rehearsal counts, and what is missing, a sentence each; none where the rule is met or not asked for. */
    record Verdict(Optional<String> rehearsal, List<String> sentences) {}

    /** Looks before a phase begins. A rehearsal has nothing to prove; it notes what the run it leads to must find. */
    RunEvent.GateChecked check(Plan plan, RunState state, String phase, RunContext context)
            throws InterruptedException {
        Set<String> connections =
                new LinkedHashSet<>(plan.runbook().connections().keySet());
        connections.addAll(plan.environment().connections().keySet());
        Map<String, String> facts = engine.actions.surroundings().look(context, connections);
        Verdict verdict = findings(plan, state, facts, engine.now());
        return new RunEvent.GateChecked(engine.now(), phase, verdict.rehearsal(), facts, verdict.sentences());
    }

    /** @param facts outside the text, as they are now; none where they were not looked at */
    Verdict findings(Plan plan, RunState state, Map<String, String> facts, Instant now) {
        Optional<Environment.Rehearsed> rule = plan.environment().policy().rehearsed();
        if (plan.environment().rehearsal() || rule.isEmpty()) {
            return new Verdict(Optional.empty(), List.of());
        }
        RunFilter filter = RunFilter.ALL.of(plan.runbook().id()).endedRehearsals();
        List<RunFacts> all = engine.journal.runs(rule.get().in().map(filter::in).orElse(filter), REHEARSALS_LOOKED_AT);
        List<RunFacts> same = all.stream()
                .filter(past -> past.runbookDigest().equals(plan.runbook().digest()))
                .filter(past -> past.endedAt()
                        .map(end -> end.plus(rule.get().within()).isAfter(now))
                        .orElse(false))
                .toList();
        List<Past> good = same.stream()
                .filter(past -> past.state().equals("succeeded"))
                .map(this::past)
                .toList();
        if (good.isEmpty()) {
            return new Verdict(Optional.empty(), List.of(wanted(plan, rule.get(), all)));
        }
        List<String> sentences = new ArrayList<>(rollbacks(plan, rule.get(), same));
        sentences.addAll(conditional(plan, state, good, now));
        sentences.addAll(changed(good.get(0), facts));
        return new Verdict(Optional.of(good.get(0).run()), sentences);
    }

    private record Past(String run, RunState state, List<RunEvent> events) {}

    private Past past(RunFacts facts) {
        List<RunEvent> events = engine.journal.read(facts.run()).events();
        return new Past(facts.run().value(), RunState.of(events), events);
    }

    private String wanted(Plan plan, Environment.Rehearsed rule, List<RunFacts> all) {
        return "environment %s wants this runbook rehearsed%s with success within %s; %s"
                .formatted(plan.environment().name(), where(rule), Durations.text(rule.within()), instead(plan, all));
    }

    private static String where(Environment.Rehearsed rule) {
        return rule.in().map(name -> " in " + name).orElse("");
    }

    private List<String> rollbacks(Plan plan, Environment.Rehearsed rule, List<RunFacts> same) {
        return rule.rollbacks().stream()
                .filter(scenario -> same.stream().noneMatch(facts -> wentBack(facts, scenario)))
                .map(scenario -> "environment %s wants rollback scenario %s rehearsed%s too, and it was not"
                        .formatted(plan.environment().name(), scenario, where(rule)))
                .toList();
    }

    private boolean wentBack(RunFacts facts, String scenario) {
        return engine.journal.read(facts.run()).events().stream()
                .anyMatch(event -> event instanceof RunEvent.RollbackEnded end
                        && end.scenario().equals(scenario)
                        && !end.then().equals("cancelled"));
    }

    /** A step that was conditional counts only if it ran; where its condition is not known yet, nobody can say. */
    private static List<String> conditional(Plan plan, RunState state, List<Past> good, Instant now) {
        return Places.all(plan, state)
                .filter(place ->
                        place.phase().isPresent() && state.step(place.key()).is(StepStatus.PENDING))
                .filter(place -> willRun(plan, state, place, now))
                .filter(place -> good.stream().noneMatch(past -> Coverage.ran(past.state(), place.key())))
                .map(place -> "step %s will run, because %s, and it was left out of the rehearsal"
                        .formatted(
                                place.key(),
                                place.step().conditions().when().orElseThrow().source()))
                .toList();
    }

    private static boolean willRun(Plan plan, RunState state, Place place, Instant now) {
        boolean leftOut = place.step()
                .conditions()
                .skipIn()
                .containsKey(plan.environment().name());
        if (leftOut || place.step().conditions().when().isEmpty()) {
            return false;
        }
        try {
            Object value = place.step().conditions().when().get().evaluate(Scopes.at(plan, state, place, now));
            return Boolean.TRUE.equals(value);
        } catch (ExpressionException later) {
            return false;
        }
    }

    /** What the rehearsal noted before the same point and what is there now. */
    private List<String> changed(Past rehearsal, Map<String, String> facts) {
        Map<String, String> noted = rehearsal.events().stream()
                .filter(RunEvent.GateChecked.class::isInstance)
                .map(event -> ((RunEvent.GateChecked) event).facts())
                .reduce(Map.of(), (before, last) -> last);
        List<String> lines = new ArrayList<>();
        new TreeMap<>(facts).forEach((name, value) -> {
            String before = noted.get(name);
            if (before == null) {
                lines.add("%s was not noted in rehearsal %s".formatted(name, rehearsal.run()));
            } else if (!before.equals(value)) {
                List<String> differences = new FactDifferences(engine.journal.outputs()).between(before, value);
                lines.add("%s is not what was rehearsed in %s: %s there, %s here%s"
                        .formatted(
                                name,
                                rehearsal.run(),
                                shortened(before),
                                shortened(value),
                                differences.stream().map(line -> "\n  " + line).collect(Collectors.joining())));
            }
        });
        return lines;
    }

    private static String shortened(String digest) {
        return digest.matches("[0-9a-f]{32,}") ? digest.substring(0, SHOWN) : digest;
    }

    /** What there is in place of the rehearsal that is wanted, with what differs. */
    private String instead(Plan plan, List<RunFacts> all) {
        Optional<RunFacts> good =
                all.stream().filter(facts -> facts.state().equals("succeeded")).findFirst();
        if (good.isEmpty()) {
            return all.isEmpty()
                    ? "it was never rehearsed there"
                    : "the last rehearsal, %s, ended %s"
                            .formatted(all.get(0).run(), all.get(0).state());
        }
        RunFacts facts = good.get();
        if (facts.runbookDigest().equals(plan.runbook().digest())) {
            return "the last successful rehearsal, %s, ended at %s"
                    .formatted(
                            facts.run(), facts.endedAt().map(Instant::toString).orElse("?"));
        }
        RunState state = RunState.of(engine.journal.read(facts.run()).events());
        List<String> lines = Differences.between(engine.plans.read(state.plan()), plan);
        return "rehearsed was another text (%s). Since then:\n  %s"
                .formatted(
                        facts.run(),
                        lines.isEmpty() ? "values or policy changed, no step" : String.join("\n  ", lines));
    }
}
