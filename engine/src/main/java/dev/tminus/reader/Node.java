package dev.tminus.reader;

import dev.tminus.book.Problem.Place;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A piece of a YAML file that knows where it stands. */
sealed interface Node {
    Source source();

    /** Offset of the first character in the source. */
    int start();

    /** Offset behind the last character. */
    int end();

    /** What it is, as a message would call it: {@code a mapping}, {@code a list}, {@code the text "x"}. */
    String description();

    default Place place() {
        return source().place(start(), end());
    }

    /** A mapping, its entries in the order written; of two equal keys only the first is kept. */
    record Mapping(Source source, int start, int end, boolean flow, Map<String, Entry> entries) implements Node {
        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        Optional<Node> get(String key) {
            return Optional.ofNullable(entries.get(key)).map(Entry::value);
        }

        @Override
        public String description() {
            return "a mapping";
        }
    }

    /** A key and what stands behind it. */
    record Entry(Scalar key, Node value) {
        String name() {
            return key.text();
        }
    }

    /** A list. */
    record Sequence(Source source, int start, int end, List<Node> items) implements Node {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String description() {
            return "a list";
        }
    }

    /**
     * A leaf.
     *
     * @param text the text after unquoting, unescaping and folding; where text is wanted this is taken as it is, so that
     *     {@code 0644}, {@code 1.10} and {@code no} stay what was written
     */
    record Scalar(Source source, int start, int end, Style style, String text) implements Node {
        /** The value by the YAML 1.2 core schema: String, Long, Double, Boolean or {@code NOTHING}. */
        Object value() {
            return style == Style.PLAIN ? CoreSchema.value(text) : text;
        }

        /** Nothing was written where a value could stand. */
        boolean absent() {
            return style == Style.PLAIN && text.isEmpty();
        }

        /** The place of a stretch of the text, in the file, also behind escapes and folded lines. */
        Place place(int from, int to) {
            return ScalarPositions.place(this, from, to);
        }

        @Override
        public String description() {
            if (absent()) {
                return "nothing";
            }
            if (style == Style.PLAIN && !(value() instanceof String)) {
                return text;
            }
            return "the text \"%s\"".formatted(Shorten.to(40, text));
        }
    }

    /** How a scalar was written. */
    enum Style {
        PLAIN,
        SINGLE_QUOTED,
        DOUBLE_QUOTED,
        LITERAL,
        FOLDED,
        /** It stands for something that was refused and reported; nothing more is to be said about it. */
        REFUSED
    }

    /** Whether this was refused when the file was parsed, so that no second problem need be made of it. */
    default boolean refused() {
        return this instanceof Scalar scalar && scalar.style() == Style.REFUSED;
    }
}
