package dev.tminus.engine;

import dev.tminus.book.Environment;
import dev.tminus.book.Plan;
import dev.tminus.book.Role;
import dev.tminus.journal.Journal;
import dev.tminus.journal.RunFacts;
import dev.tminus.journal.RunFilter;
import dev.tminus.run.Differences;
import dev.tminus.run.RunEvent;
import dev.tminus.run.RunState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What must hold before a run may begin: people that exist and differ, a window to come, a rehearsal that counts. */
public final class StartGate {

    /** The one rule that a person may set aside. */
    public static final String REHEARSED = "rehearsed";

    private static final int REHEARSALS_LOOKED_AT = 50;

    private final Engine engine;
    private final Journal journal;

    StartGate(Engine engine) {
        this.engine = engine;
        this.journal = engine.journal;
    }

    /** Something that keeps a run from beginning. */
    public record Finding(String rule, String sentence) {}

    List<Finding> check(Plan plan, StartArguments arguments, Instant now) {
        List<Finding> findings = new ArrayList<>(roles(plan, arguments));
        arguments
                .window()
                .filter(window -> !window.ends().isAfter(now))
                .filter(window -> !plan.environment().immediate())
                .ifPresent(window -> findings.add(new Finding(
                        "window", "the window %s ended at %s; give a later one".formatted(window, window.ends()))));
        boolean waived =
                arguments.waivers().stream().anyMatch(waiver -> waiver.rule().equals(REHEARSED));
        if (!waived && !plan.environment().rehearsal()) {
            plan.environment()
                    .policy()
                    .rehearsed()
                    .ifPresent(rule -> rehearsed(plan, rule, now).ifPresent(findings::add));
        }
        return findings;
    }

    private static List<Finding> roles(Plan plan, StartArguments arguments) {
        List<Finding> findings = new ArrayList<>();
        Map<String, Role> roles = plan.runbook().roles();
        arguments.people().keySet().stream()
                .filter(role -> !roles.containsKey(role))
                .forEach(role -> findings.add(new Finding(
                        "roles",
                        "the runbook has no role \"%s\"; it has: %s"
                                .formatted(role, String.join(", ", roles.keySet())))));
        Map<String, List<String>> people =
                new LinkedHashMap<>(plan.environment().people());
        people.putAll(arguments.people());
        for (Role role : roles.values()) {
            for (String other : role.not()) {
                people.getOrDefault(role.id(), List.of()).stream()
                        .filter(people.getOrDefault(other, List.of())::contains)
                        .forEach(person -> findings.add(new Finding(
                                "roles", "%s cannot be both %s and %s".formatted(person, role.id(), other))));
            }
        }
        return findings;
    }

    private Optional<Finding> rehearsed(Plan plan, Environment.Rehearsed rule, Instant now) {
        RunFilter filter = RunFilter.ALL.of(plan.runbook().id()).endedRehearsals();
        List<RunFacts> all = journal.runs(rule.in().map(filter::in).orElse(filter), REHEARSALS_LOOKED_AT);
        List<RunFacts> same = all.stream()
                .filter(facts -> facts.runbookDigest().equals(plan.runbook().digest()))
                .filter(facts -> facts.endedAt()
                        .map(end -> end.plus(rule.within()).isAfter(now))
                        .orElse(false))
                .toList();
        String where = rule.in().map(name -> " in " + name).orElse("");
        if (same.stream().noneMatch(facts -> facts.state().equals("succeeded"))) {
            return Optional.of(new Finding(
                    REHEARSED,
                    "environment %s wants this runbook rehearsed%s with success within %s; %s"
                            .formatted(
                                    plan.environment().name(),
                                    where,
                                    dev.tminus.book.Durations.text(rule.within()),
                                    instead(plan, all))));
        }
        return rule.rollbacks().stream()
                .filter(scenario -> same.stream().noneMatch(facts -> wentBack(facts, scenario)))
                .findFirst()
                .map(scenario -> new Finding(
                        REHEARSED,
                        "environment %s wants rollback scenario %s rehearsed%s too, and it was not"
                                .formatted(plan.environment().name(), scenario, where)));
    }

    private boolean wentBack(RunFacts facts, String scenario) {
        return journal.read(facts.run()).events().stream()
                .anyMatch(event -> event instanceof RunEvent.RollbackEnded end
                        && end.scenario().equals(scenario)
                        && !end.then().equals("cancelled"));
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
        RunState state = RunState.of(journal.read(facts.run()).events());
        List<String> lines = Differences.between(engine.plans.read(state.plan()), plan);
        return "rehearsed was another text (%s). Since then:\n  %s"
                .formatted(
                        facts.run(),
                        lines.isEmpty() ? "values, files or policy changed, no step" : String.join("\n  ", lines));
    }
}
