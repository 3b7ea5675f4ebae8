package dev.tminus.book;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A PostgreSQL database: {@code url} or its parts, and session settings. */
public record Connection(String name, Map<String, Template> settings) {
    public Connection {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }
}
