package dev.tminus.reader;

import dev.tminus.book.Problem.Place;
import dev.tminus.reader.Node.Mapping;
import dev.tminus.reader.Node.Scalar;
import dev.tminus.reader.Node.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An action as a runbook file has it, for those who look into its texts and must say where in the file something is.
 *
 * @param action its key: {@code sql}, {@code pg.migrate}
 * @param step the id of its step
 */
public record Written(String action, String step, Map<String, Leaf> leaves) {

    public Written {
        leaves = Map.copyOf(leaves);
    }

    /** A value that is no list and no mapping. */
    public static final class Leaf {
        private final Scalar scalar;

        Leaf(Scalar scalar) {
            this.scalar = scalar;
        }

        public String text() {
            return scalar.text();
        }

        /** Where a stretch of the text stands in the file. */
        public Place place(int from, int to) {
            return scalar.place(from, to);
        }

        public Place place() {
            return scalar.place();
        }
    }

    /** The text of a leaf, where there is one. */
    public Optional<String> text(String key) {
        return Optional.ofNullable(leaves.get(key)).map(Leaf::text);
    }

    /** All actions of a file that have keys of their own, in reading order, those of undo and rollbacks too. */
    static List<Written> all(Node root, Keys keys) {
        List<Written> all = new ArrayList<>();
        collect(root, "", keys, all);
        return all;
    }

    private static void collect(Node node, String step, Keys keys, List<Written> all) {
        if (node instanceof Sequence sequence) {
            sequence.items().forEach(item -> collect(item, step, keys, all));
        } else if (node instanceof Mapping mapping) {
            String id = new View(mapping).text("id").orElse(step);
            mapping.entries().forEach((key, entry) -> {
                if (keys.type(key).isPresent() && entry.value() instanceof Mapping action) {
                    all.add(new Written(key, id, leaves(action)));
                }
                collect(entry.value(), id, keys, all);
            });
        }
    }

    private static Map<String, Leaf> leaves(Mapping action) {
        Map<String, Leaf> leaves = new LinkedHashMap<>();
        action.entries().forEach((key, entry) -> {
            if (entry.value() instanceof Scalar scalar && !scalar.refused()) {
                leaves.put(key, new Leaf(scalar));
            }
        });
        return leaves;
    }
}
