package dev.tminus.book;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Steps under a name, with inputs and outputs, called with {@code use}. */
public record Group(String id, Map<String, Input> inputs, Map<String, Template> outputs, List<Step> steps) {
    public Group {
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
        steps = List.copyOf(steps);
    }
}
