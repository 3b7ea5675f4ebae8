package dev.tminus.reader;

import dev.tminus.book.Type;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The top-level names an expression may use at one place, each with its type. Immutable; extending shares everything
 * with the original, so thousands of places cost little.
 */
public final class Names {

    private static final Names NONE = new Names(Map.of());

    private final Map<String, Type> types;

    private Names(Map<String, Type> types) {
        this.types = types;
    }

    public static Names none() {
        return NONE;
    }

    /** These names and one more, which wins over an earlier one. The types themselves are shared, not copied. */
    public Names with(String name, Type type) {
        Map<String, Type> more = new LinkedHashMap<>(types);
        more.put(name, type);
        return new Names(more);
    }

    /** These names and some more, which win over earlier ones. */
    public Names with(Map<String, Type> others) {
        Map<String, Type> more = new LinkedHashMap<>(types);
        more.putAll(others);
        return new Names(more);
    }

    public Optional<Type> find(String name) {
        return Optional.ofNullable(types.get(name));
    }

    public Set<String> all() {
        return types.keySet();
    }
}
