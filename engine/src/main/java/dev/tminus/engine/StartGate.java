package dev.tminus.engine;

import dev.tminus.book.Plan;
import dev.tminus.book.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What must hold before a run may begin: people that exist and differ, a window to come, a rehearsal that counts. */
public final class StartGate {

    /** The one rule that a person may set aside. */
    public static final String REHEARSED = "rehearsed";

    private final Engine engine;

    StartGate(Engine engine) {
        this.engine = engine;
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
        boolean asked = !plan.environment().rehearsal()
                && plan.environment().policy().rehearsed().isPresent();
        if (asked && !waived) {
            new RehearsalGate(engine)
                    .findings(plan, engine.preview(plan, arguments, now), Map.of(), now)
                    .sentences()
                    .forEach(sentence -> findings.add(new Finding(REHEARSED, sentence)));
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
}
