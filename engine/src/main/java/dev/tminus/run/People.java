package dev.tminus.run;

import dev.tminus.book.Approval;
import dev.tminus.book.Environment;
import dev.tminus.book.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who may do what: roles, exclusions, and how far an answers file may speak for people. */
final class People {

    private People() {}

    /** Why this person may not end a wait of these roles; empty when they may. */
    static Optional<Ruling> denied(Moment moment, Actor by, List<String> roles, WaitKind kind) {
        if (by.via().equals(Actor.ANSWERS)) {
            return answersMay(moment.plan().environment().policy().answers(), kind)
                    ? Optional.empty()
                    : notAllowed("environment %s does not let an answers file answer: %s"
                            .formatted(moment.plan().environment().name(), Requests.word(kind)));
        }
        if (roles.isEmpty() || !rolesOf(moment, by, roles).isEmpty()) {
            return Optional.empty();
        }
        List<String> empty = roles.stream()
                .filter(role ->
                        moment.run().people().getOrDefault(role, List.of()).isEmpty())
                .toList();
        if (!empty.isEmpty() && moment.plan().environment().rehearsal()) {
            return Optional.empty();
        }
        if (!empty.isEmpty()) {
            return notAllowed(
                    "nobody has the role %s in this run; give it to somebody with: tminus handover %s %s PERSON"
                            .formatted(empty.get(0), moment.run().start().id(), empty.get(0)));
        }
        return notAllowed("%s has none of the roles %s; these people have: %s"
                .formatted(by.person(), String.join(", ", roles), holders(moment, roles)));
    }

    private static boolean answersMay(Environment.Answers policy, WaitKind kind) {
        return switch (kind) {
            case APPROVE -> policy == Environment.Answers.ALL;
            case DECIDE, ASK, MANUAL, CONFIRM -> policy != Environment.Answers.NONE;
            case UNKNOWN, FAILURE, TIME, LOCK, PAUSED -> false;
        };
    }

    private static String holders(Moment moment, List<String> roles) {
        List<String> all = new ArrayList<>();
        roles.forEach(role -> moment.run()
                .people()
                .getOrDefault(role, List.of())
                .forEach(person -> all.add("%s (%s)".formatted(person, role))));
        return all.isEmpty() ? "nobody" : String.join(", ", all);
    }

    /** Those of the roles that this person holds. */
    static List<String> rolesOf(Moment moment, Actor by, List<String> roles) {
        return roles.stream()
                .filter(role ->
                        moment.run().people().getOrDefault(role, List.of()).contains(by.person()))
                .toList();
    }

    /** Why this person may not approve although they hold a role. */
    static Optional<Ruling> excluded(Moment moment, String key, Optional<Place> place, Actor by) {
        if (by.via().equals(Actor.ANSWERS) || moment.plan().environment().rehearsal()) {
            return Optional.empty();
        }
        List<String> not = place.flatMap(Inside::approval)
                .or(() -> moment.plan().scenario(key).flatMap(scenario -> scenario.approve()))
                .map(Approval::not)
                .orElse(List.of());
        boolean starter = by.person().equals(moment.run().start().starter().person());
        if (starter
                && (not.contains("starter")
                        || !moment.plan().environment().policy().selfApproval())) {
            return notAllowed("%s started this run, so somebody else approves %s".formatted(by.person(), key));
        }
        if (not.contains("author") && authors(moment).contains(by.person())) {
            return notAllowed("%s wrote what is to be approved at %s".formatted(by.person(), key));
        }
        return not.stream()
                .filter(role ->
                        moment.run().people().getOrDefault(role, List.of()).contains(by.person()))
                .findFirst()
                .flatMap(role -> notAllowed("people with the role %s may not approve %s".formatted(role, key)));
    }

    /** People whose answers stand in the run. */
    private static List<String> authors(Moment moment) {
        return Places.all(moment.plan(), moment.run())
                .filter(place -> place.step().action() instanceof dev.tminus.book.Action.Ask)
                .flatMap(place -> moment.state(place).said().answer().stream())
                .map(answer -> answer.by().person())
                .toList();
    }

    /** Whether the person holds any role, or started the run: enough to steer it. */
    static Optional<Ruling> mayNotSteer(Moment moment, Actor by) {
        boolean holds = moment.run().people().values().stream().anyMatch(people -> people.contains(by.person()));
        boolean nobody = moment.run().people().values().stream().allMatch(List::isEmpty);
        if (by.via().equals(Actor.ANSWERS)) {
            return notAllowed("an answers file answers questions only");
        }
        return holds
                        || nobody
                        || by.person().equals(moment.run().start().starter().person())
                ? Optional.empty()
                : notAllowed("%s has no role in this run and did not start it".formatted(by.person()));
    }

    /** Two roles that must be held by different people and are not. */
    static Optional<String> clash(Moment moment, Map<String, List<String>> changed) {
        Map<String, List<String>> all = new LinkedHashMap<>(moment.run().people());
        all.putAll(changed);
        for (String role : changed.keySet()) {
            if (!moment.plan().runbook().roles().containsKey(role)) {
                return Optional.of("the runbook has no role '%s'; it has: %s"
                        .formatted(
                                role,
                                String.join(
                                        ", ", moment.plan().runbook().roles().keySet())));
            }
        }
        for (Role role : moment.plan().runbook().roles().values()) {
            for (String other : role.not()) {
                for (String person : all.getOrDefault(role.id(), List.of())) {
                    if (all.getOrDefault(other, List.of()).contains(person)) {
                        return Optional.of("%s cannot be both %s and %s".formatted(person, role.id(), other));
                    }
                }
            }
        }
        return Optional.empty();
    }

    static Map<String, List<String>> byRole(Object value) {
        Map<String, List<String>> roles = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((role, people) -> {
                List<String> names = new ArrayList<>();
                if (people instanceof List<?> list) {
                    list.forEach(person -> names.add(String.valueOf(person)));
                } else {
                    names.add(String.valueOf(people));
                }
                roles.put(String.valueOf(role), names);
            });
        }
        return roles;
    }

    static Optional<Ruling> notAllowed(String reason) {
        return Optional.of(new Ruling.Refused(Ruling.Why.NOT_ALLOWED, reason));
    }
}
