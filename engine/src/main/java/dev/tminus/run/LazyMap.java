package dev.tminus.run;

import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A map for expressions whose values are worked out when they are read. */
final class LazyMap extends AbstractMap<String, Object> {

    private final Function<String, Optional<Object>> values;
    private final Supplier<? extends Iterable<String>> names;

    LazyMap(Supplier<? extends Iterable<String>> names, Function<String, Optional<Object>> values) {
        this.names = names;
        this.values = values;
    }

    @Override
    public @Nullable Object get(Object name) {
        return name instanceof String text ? values.apply(text).orElse(null) : null;
    }

    @Override
    public boolean containsKey(Object name) {
        return get(name) != null;
    }

    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
        Map<String, Object> all = new LinkedHashMap<>();
        for (String name : names.get()) {
            values.apply(name).ifPresent(value -> all.put(name, value));
        }
        return all.entrySet();
    }
}
