package dev.tminus.reader;

import dev.tminus.book.Durations;
import dev.tminus.reader.Node.Entry;
import dev.tminus.reader.Node.Mapping;
import dev.tminus.reader.Node.Scalar;
import dev.tminus.reader.Node.Sequence;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a mapping that was checked; what was found wrong there reads as absent. */
record View(Mapping node) {

    static View of(Node node) {
        return new View(node instanceof Mapping mapping ? mapping : empty(node));
    }

    private static Mapping empty(Node node) {
        return new Mapping(node.source(), node.start(), node.end(), true, Map.of());
    }

    boolean has(String key) {
        return node.entries().containsKey(key);
    }

    Optional<Node> get(String key) {
        return node.get(key);
    }

    Optional<Scalar> scalar(String key) {
        return node.get(key)
                .filter(value -> value instanceof Scalar scalar && !scalar.absent() && !scalar.refused())
                .map(Scalar.class::cast);
    }

    Optional<String> text(String key) {
        return scalar(key).map(Scalar::text);
    }

    boolean flag(String key) {
        return scalar(key).map(Scalar::value).filter(Boolean.TRUE::equals).isPresent();
    }

    int integer(String key, int otherwise) {
        return scalar(key)
                .map(Scalar::value)
                .filter(Long.class::isInstance)
                .map(value -> (int) Math.max(0, Math.min(Integer.MAX_VALUE, (Long) value)))
                .orElse(otherwise);
    }

    Optional<Duration> duration(String key) {
        return text(key).flatMap(Durations::parse);
    }

    /** The scalars of a single value or a list. */
    List<Scalar> scalars(String key) {
        return list(key).stream()
                .filter(Scalar.class::isInstance)
                .map(Scalar.class::cast)
                .filter(scalar -> !scalar.absent())
                .toList();
    }

    List<String> texts(String key) {
        return scalars(key).stream().map(Scalar::text).toList();
    }

    /** A single value as a list of one, or a list. */
    List<Node> list(String key) {
        Optional<Node> value = node.get(key);
        if (value.isEmpty()) {
            return List.of();
        }
        return value.get() instanceof Sequence sequence ? sequence.items() : List.of(value.get());
    }

    List<Mapping> mappings(String key) {
        return list(key).stream()
                .filter(Mapping.class::isInstance)
                .map(Mapping.class::cast)
                .toList();
    }

    Map<String, Entry> entries(String key) {
        return node.get(key).orElse(null) instanceof Mapping mapping ? mapping.entries() : Map.of();
    }

    Optional<View> view(String key) {
        return node.get(key).filter(Mapping.class::isInstance).map(value -> new View((Mapping) value));
    }
}
