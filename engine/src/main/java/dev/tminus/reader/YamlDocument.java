package dev.tminus.reader;

import dev.tminus.reader.Node.Mapping;
import dev.tminus.reader.Node.Scalar;
import dev.tminus.reader.Node.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A YAML file that is no runbook, such as answers and settings: as strict about its syntax, free in its keys. */
public final class YamlDocument {

    private YamlDocument() {}

    /**
     * The mapping in a file: keys in the order written; values are texts, numbers, booleans, {@link
     * dev.tminus.book.Nothing}, lists and maps.
     *
     * @throws IllegalArgumentException with the report of every problem
     */
    public static Map<String, Object> read(String name, byte[] bytes) {
        Problems problems = new Problems();
        Optional<Source> source = new SourceDecoder(name, problems).decode(bytes);
        Optional<Node> root = source.flatMap(text -> YamlText.parse(text, problems));
        if (root.isPresent() && !(root.get() instanceof Mapping) && !problems.hasErrors()) {
            problems.add(
                    root.get().place(),
                    Code.TM104,
                    "the file holds %s where a mapping is wanted"
                            .formatted(root.get().description()),
                    "write `name: value` lines");
        }
        if (problems.hasErrors() || root.isEmpty()) {
            Map<String, Source> sources = source.map(text -> Map.of(name, text)).orElse(Map.of());
            throw new IllegalArgumentException(
                    new ProblemReport(sources).text(problems.sorted()).stripTrailing());
        }
        return map((Mapping) root.get());
    }

    private static Map<String, Object> map(Mapping mapping) {
        Map<String, Object> values = new LinkedHashMap<>();
        mapping.entries().forEach((key, entry) -> values.put(key, value(entry.value())));
        return values;
    }

    private static Object value(Node node) {
        if (node instanceof Mapping mapping) {
            return map(mapping);
        }
        if (node instanceof Sequence list) {
            List<Object> items = new ArrayList<>();
            list.items().forEach(item -> items.add(value(item)));
            return items;
        }
        return ((Scalar) node).value();
    }
}
