package dev.tminus.reader;

import dev.tminus.reader.Node.Mapping;
import dev.tminus.reader.Node.Scalar;
import dev.tminus.reader.Node.Sequence;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Every step of a file with where it stands, before anything is built: what jumps, closes and expressions may name.
 *
 * <p>A group's steps are names of their own; all other steps of a runbook share one space of names.
 */
final class Outline {
    /** Outside phases, scenarios and groups. */
    static final Home NOWHERE = new Home(Optional.empty(), Optional.empty(), Optional.empty());

    private final Map<String, Map<String, Item>> spaces = new LinkedHashMap<>();
    private final IdentityHashMap<Mapping, Item> byNode = new IdentityHashMap<>();
    private final IdentityHashMap<Mapping, Optional<String>> actions = new IdentityHashMap<>();
    private final Keys keys;
    private final Problems problems;
    private int order;

    /** Where a list of steps stands. */
    record Home(Optional<String> phase, Optional<String> scenario, Optional<String> group) {
        /** The space of names: the group's own, or the runbook's. */
        String space() {
            return group.orElse("");
        }
    }

    /**
     * One step.
     *
     * @param order grows in reading order
     * @param conditional whether it or something around it may be left out
     */
    record Item(String id, Scalar name, Mapping node, Home home, Optional<Item> outer, int order, boolean conditional) {

        boolean loops() {
            return node.entries().containsKey("for_each");
        }

        boolean parallel() {
            return node.entries().containsKey("parallel");
        }

        boolean inside(Item other) {
            return outer.isPresent()
                    && (outer.get().equals(other) || outer.get().inside(other));
        }

        /** Reading order tells steps apart; comparing what is inside them would cost their size. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Item item && item.order == order;
        }

        @Override
        public int hashCode() {
            return order;
        }
    }

    Outline(Mapping root, Keys keys, Problems problems) {
        this.keys = keys;
        this.problems = problems;
        each(root, "phases", phase -> {
            Home home = new Home(id(phase), Optional.empty(), Optional.empty());
            steps(phase, "steps", home, Optional.empty(), phase.entries().containsKey("if"));
        });
        each(root, "rollbacks", scenario -> {
            Home home = new Home(Optional.empty(), id(scenario), Optional.empty());
            steps(scenario, "before", home, Optional.empty(), false);
            steps(scenario, "steps", home, Optional.empty(), false);
        });
        if (root.get("groups").orElse(null) instanceof Mapping groups) {
            groups.entries().values().forEach(entry -> {
                if (entry.value() instanceof Mapping group) {
                    Home home = new Home(Optional.empty(), Optional.empty(), Optional.of(entry.name()));
                    steps(group, "steps", home, Optional.empty(), false);
                }
            });
        }
    }

    /** The steps that share names with a group, or with the runbook where there is none. */
    Map<String, Item> space(String group) {
        return spaces.getOrDefault(group, Map.of());
    }

    Optional<Item> find(Home home, String id) {
        return Optional.ofNullable(space(home.space()).get(id));
    }

    Optional<Item> of(Mapping node) {
        return Optional.ofNullable(byNode.get(node));
    }

    /** The key of the step's action; empty where there is not exactly one. */
    Optional<String> action(Mapping step) {
        return actions.computeIfAbsent(step, this::findAction);
    }

    private Optional<String> findAction(Mapping step) {
        var found = StepStructure.actions(step, keys);
        return found.size() == 1 ? Optional.of(found.get(0).name()) : Optional.empty();
    }

    private void steps(Mapping holder, String key, Home home, Optional<Item> outer, boolean conditional) {
        each(holder, key, step -> {
            Optional<Scalar> name =
                    step.get("id").filter(Scalar.class::isInstance).map(Scalar.class::cast);
            if (name.isEmpty()) {
                return;
            }
            boolean here = conditional
                    || step.entries().containsKey("if")
                    || step.entries().containsKey("skip_in");
            Item item = new Item(name.get().text(), name.get(), step, home, outer, order++, here);
            byNode.put(step, item);
            Item first = spaces.computeIfAbsent(home.space(), none -> new LinkedHashMap<>())
                    .putIfAbsent(item.id(), item);
            if (first != null) {
                duplicate(first, item);
            }
            steps(step, "steps", home, Optional.of(item), here);
        });
    }

    private void duplicate(Item first, Item second) {
        problems.add(
                second.name().place(),
                Code.TM203,
                "a second step is called \"%s\"".formatted(Shorten.to(60, second.id())),
                "give it another id; the first stands on line %d"
                        .formatted(first.name().place().line()),
                first.name().place());
    }

    private static Optional<String> id(Mapping mapping) {
        return mapping.get("id").filter(Scalar.class::isInstance).map(id -> ((Scalar) id).text());
    }

    private static void each(Mapping mapping, String key, Consumer<Mapping> use) {
        if (mapping.get(key).orElse(null) instanceof Sequence list) {
            for (Node item : list.items()) {
                if (item instanceof Mapping entry) {
                    use.accept(entry);
                }
            }
        }
    }

    /** Reports ids that two phases or two scenarios share. */
    static void duplicates(Mapping root, String key, String what, Problems problems) {
        Map<String, Scalar> seen = new LinkedHashMap<>();
        each(root, key, entry -> {
            if (entry.get("id").orElse(null) instanceof Scalar id) {
                Scalar first = seen.putIfAbsent(id.text(), id);
                if (first != null) {
                    problems.add(
                            id.place(),
                            Code.TM203,
                            "a second %s is called \"%s\"".formatted(what, Shorten.to(60, id.text())),
                            "give it another id; the first stands on line %d"
                                    .formatted(first.place().line()),
                            first.place());
                }
            }
        });
    }
}
