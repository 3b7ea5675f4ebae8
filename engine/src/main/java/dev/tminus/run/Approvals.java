package dev.tminus.run;

import dev.tminus.book.Action;
import dev.tminus.book.Approval;
import dev.tminus.book.ExpressionException;
import dev.tminus.book.Nothing;
import dev.tminus.book.Plan;
import dev.tminus.book.Sha256;
import dev.tminus.book.Shown;
import dev.tminus.book.Step;
import dev.tminus.book.Values;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who has to approve, what they are shown, and when enough have. */
public final class Approvals {

    private Approvals() {}

    /**
     * Whether enough distinct people approved, each in a role that counts. In a rehearsal one person suffices, and an
     * answers file, where the environment allows it, stands for everybody.
     */
    static boolean satisfied(Plan plan, Approval approval, Said said) {
        boolean one = plan.environment().rehearsal()
                || said.approvals().stream().anyMatch(given -> given.by().via().equals(Actor.ANSWERS));
        if (one) {
            return !said.approvals().isEmpty();
        }
        if (approval.need() == Approval.EACH) {
            return eachRole(approval.by(), 0, said.approvals(), new HashSet<>());
        }
        Set<String> people = new HashSet<>();
        said.approvals().forEach(given -> people.add(given.by().person()));
        return people.size() >= approval.need();
    }

    /** Who approved, for people to read. */
    static String givers(Said said) {
        return said.approvals().stream()
                .map(given -> given.by().person())
                .distinct()
                .collect(java.util.stream.Collectors.joining(", "));
    }

    /** One distinct person for every role, whichever way it works out. */
    private static boolean eachRole(List<String> roles, int next, List<Said.Approved> approvals, Set<String> taken) {
        if (next == roles.size()) {
            return true;
        }
        for (Said.Approved given : approvals) {
            String person = given.by().person();
            if (given.roles().contains(roles.get(next)) && taken.add(person)) {
                if (eachRole(roles, next + 1, approvals, taken)) {
                    return true;
                }
                taken.remove(person);
            }
        }
        return false;
    }

    /** The commands that ask for an approval; nothing where it is asked already. */
    static List<Command> ask(Moment moment, Place place, Approval approval) {
        if (moment.state(place).waitsFor(WaitKind.APPROVE)) {
            return List.of();
        }
        String proof = RollbackProof.shownIn(moment.run()).shownBeside(place.key());
        Values shown = shown(moment, place, approval.show())
                .and(proof.isEmpty() ? Values.NONE : Values.of(RollbackProof.SHOWN_AS, proof));
        Optional<Instant> expires =
                approval.expires().map(template -> moment.now().plus(Begin.duration(template, moment, place)));
        RunEvent.StepWaits wait = new RunEvent.StepWaits(
                moment.now(),
                place.key(),
                WaitKind.APPROVE,
                approval.by(),
                detail(place, approval),
                shown,
                digest(moment.run().planDigest(), shown),
                Optional.empty(),
                expires);
        boolean pending = Inside.shows(approval.show(), Shown.PENDING) && Walk.isOutside(place.step());
        return List.of(pending ? new Command.Show(wait) : new Command.Append(wait));
    }

    private static String detail(Place place, Approval approval) {
        String people = approval.need() == Approval.EACH
                ? "one of each: " + String.join(", ", approval.by())
                : approval.need() + " of " + String.join(", ", approval.by());
        return "%s (needs %s)".formatted(place.step().name(), people);
    }

    /** What is shown, by the words it was asked with. A value that cannot be worked out is shown as absent. */
    static Values shown(Moment moment, Place place, List<Shown> show) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Shown one : show) {
            if (one.source().equals(Shown.PLAN)) {
                values.put(Shown.PLAN, moment.run().planDigest());
            }
            one.expression().ifPresent(expression -> {
                try {
                    Object value = expression.evaluate(moment.scope(place));
                    values.put(one.source(), plain(value));
                } catch (ExpressionException absent) {
                    values.put(one.source(), Nothing.NOTHING);
                }
            });
        }
        return new Values(values);
    }

    /** Optional values as they are kept: the value, or nothing. */
    static Object plain(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.isPresent() ? plain(optional.get()) : Nothing.NOTHING;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach((key, item) -> copy.put(String.valueOf(key), plain(item)));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            list.forEach(item -> copy.add(plain(item)));
            return copy;
        }
        return value;
    }

    /**
     * Whether policy wants this step's or scenario's approval given at the console, because of what it allows. The
     * approval beside a group, a loop or a list of steps allows everything inside.
     */
    public static boolean onlyAtConsole(Plan plan, RunState run, String key) {
        return plan.environment().policy().riskyAtConsole()
                && (plan.scenario(key).isPresent()
                        || Places.find(plan, run, key)
                                .filter(place -> isRisky(plan, place.step(), Set.of()))
                                .isPresent());
    }

    private static boolean isRisky(Plan plan, Step step, Set<String> around) {
        return step.all()
                .anyMatch(one -> one.effect().destructive()
                        || one.effect().pointOfNoReturn().isPresent()
                        || (one.action() instanceof Action.Use use && isRisky(plan, use.group(), around)));
    }

    private static boolean isRisky(Plan plan, String group, Set<String> around) {
        Set<String> within = new HashSet<>(around);
        return within.add(group)
                && plan.runbook().groups().get(group).steps().stream().anyMatch(step -> isRisky(plan, step, within));
    }

    /** What an approval binds to: SHA-256 over the plan's digest and the text of what was shown. */
    public static String digest(String planDigest, Values shown) {
        MessageDigest digest = Sha256.begin();
        digest.update(planDigest.getBytes(StandardCharsets.UTF_8));
        shown.map().forEach((name, value) -> {
            digest.update((byte) '\n');
            digest.update((name + "=" + value).getBytes(StandardCharsets.UTF_8));
        });
        return Sha256.end(digest);
    }
}
