package dev.tminus.reader;

import dev.tminus.book.ActionType;
import dev.tminus.book.Nothing;
import dev.tminus.reader.Node.Entry;
import dev.tminus.reader.Node.Mapping;
import dev.tminus.reader.Node.Scalar;
import dev.tminus.reader.Node.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks what the table of keys cannot say about a step: exactly one action, and only what belongs beside it. */
final class StepStructure {
    private static final Map<String, Set<String>> ONLY_WITH = Map.of(
            "with", Set.of("use"),
            "as", Set.of("for_each"),
            "parallel", Set.of("for_each", "steps"));

    private final Keys keys;
    private final Problems problems;

    StepStructure(Keys keys, Problems problems) {
        this.keys = keys;
        this.problems = problems;
    }

    void check(Mapping step) {
        List<Entry> actions = actions(step, keys);
        if (actions.isEmpty()) {
            boolean misspelt = step.entries().keySet().stream()
                    .anyMatch(key -> !keys.byName(new Form.Fields(Keys.STEP)).containsKey(key));
            if (!misspelt) {
                problems.add(
                        step.source().place(step.start(), step.start() + 1),
                        Code.TM118,
                        "this step has no action",
                        "add one: run, sql, manual, approve, decide, ask, check, steps, use ...");
            }
        } else if (actions.size() > 1) {
            Entry second = actions.get(1);
            problems.add(
                    second.key().place(),
                    Code.TM118,
                    "this step has two actions, `%s` and `%s`"
                            .formatted(actions.get(0).name(), second.name()),
                    "make two steps of it",
                    actions.get(0).key().place());
        } else {
            beside(step, actions.get(0));
            somethingIn(actions.get(0));
            exactlyOne(actions.get(0));
        }
        ONLY_WITH.forEach((key, partners) -> {
            Entry entry = step.entries().get(key);
            if (entry != null && partners.stream().noneMatch(step.entries()::containsKey)) {
                problems.add(
                        entry.key().place(),
                        Code.TM119,
                        "`%s` means nothing without `%s`"
                                .formatted(
                                        key,
                                        String.join(
                                                "` or `",
                                                partners.stream().sorted().toList())),
                        "delete it, or add what it belongs to");
            }
        });
        poll(step);
    }

    /** A list or mapping that an action cannot do without. */
    private void somethingIn(Entry action) {
        boolean empty = (action.value() instanceof Mapping mapping
                        && mapping.entries().isEmpty())
                || (action.value() instanceof Sequence list && list.items().isEmpty())
                || (action.value() instanceof Scalar scalar && scalar.value() instanceof Nothing);
        boolean needed = StepKeys.CORE_ACTIONS.contains(action.name())
                || keys.type(action.name())
                        .filter(type -> type.value().isPresent())
                        .isPresent();
        if (empty && needed && !action.value().refused()) {
            problems.add(
                    action.key().place(),
                    Code.TM105,
                    "there is nothing in this `%s`".formatted(action.name()),
                    "say what it does, or delete the step");
        }
    }

    private void exactlyOne(Entry action) {
        if (!(action.value() instanceof Mapping mapping)) {
            return;
        }
        List<List<String>> choices =
                keys.type(action.name()).map(ActionType::choices).orElse(List.of());
        for (List<String> choice : choices) {
            List<Entry> there = mapping.entries().values().stream()
                    .filter(entry -> choice.contains(entry.name()))
                    .toList();
            String names = "`" + String.join("`, `", choice) + "`";
            if (there.isEmpty()) {
                problems.add(
                        action.key().place(),
                        Code.TM105,
                        "this `%s` has none of %s".formatted(action.name(), names),
                        "add one of them");
            } else if (there.size() > 1) {
                problems.add(
                        there.get(1).key().place(),
                        Code.TM119,
                        "`%s` and `%s` exclude each other"
                                .formatted(there.get(0).name(), there.get(1).name()),
                        "keep one of them");
            }
        }
    }

    /** The actions of a step; an {@code approve} beside another action is a gate and not an action. */
    static List<Entry> actions(Mapping step, Keys keys) {
        List<Entry> all = new ArrayList<>(2);
        for (Entry entry : step.entries().values()) {
            if (keys.isAction(entry.name())) {
                all.add(entry);
            }
        }
        if (all.size() > 1) {
            all.removeIf(entry -> entry.name().equals("approve"));
        }
        return all;
    }

    private void beside(Mapping step, Entry action) {
        Set<String> common = StepKeys.COMMON_NAMES;
        List<String> own = keys.type(action.name()).map(ActionType::beside).orElse(List.of()).stream()
                .map(ActionType.Key::name)
                .toList();
        for (Entry entry : step.entries().values()) {
            boolean known = keys.byName(new Form.Fields(Keys.STEP)).containsKey(entry.name());
            if (known
                    && !common.contains(entry.name())
                    && !own.contains(entry.name())
                    && !keys.isAction(entry.name())) {
                problems.add(
                        entry.key().place(),
                        Code.TM119,
                        "`%s` does not belong to the action `%s`".formatted(entry.name(), action.name()),
                        owner(entry.name()).map("it stands beside `%s`"::formatted));
            }
        }
    }

    private Optional<String> owner(String key) {
        return keys.types().stream()
                .filter(type ->
                        type.beside().stream().anyMatch(beside -> beside.name().equals(key)))
                .map(ActionType::name)
                .findFirst();
    }

    private void poll(Mapping step) {
        if (!(step.get("poll").orElse(null) instanceof Mapping poll)) {
            return;
        }
        boolean until = poll.entries().containsKey("until");
        boolean hold = poll.entries().containsKey("hold");
        if (until == hold) {
            problems.add(
                    step.entries().get("poll").key().place(),
                    Code.TM119,
                    until ? "a poll has `until` or `hold`, not both" : "this poll says neither `until` nor `hold`",
                    "poll: { every: 5s, until: ... } or poll: { every: 30s, for: 10m, hold: ... }");
        } else if (hold && !poll.entries().containsKey("for")) {
            problems.add(
                    poll.entries().get("hold").key().place(),
                    Code.TM105,
                    "a `hold` needs to know for how long",
                    "add `for: 10m`");
        }
    }
}
