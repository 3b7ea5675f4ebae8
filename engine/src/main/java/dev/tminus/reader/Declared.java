package dev.tminus.reader;

import dev.tminus.reader.Form.Target;
import dev.tminus.reader.Node.Mapping;
import dev.tminus.reader.Node.Scalar;
import dev.tminus.reader.Node.Sequence;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The names a runbook declares, so that uses of them can be checked before anything is built. */
final class Declared {
    private final Map<Target, Set<String>> names = new EnumMap<>(Target.class);

    Declared(Mapping root) {
        keys(root, "roles", Target.ROLE);
        keys(root, "environments", Target.ENVIRONMENT);
        keys(root, "connections", Target.CONNECTION);
        keys(root, "groups", Target.GROUP);
        ids(root, "phases", Target.PHASE);
        ids(root, "rollbacks", Target.SCENARIO);
        names.put(Target.PERSON, new LinkedHashSet<>(of(Target.ROLE)));
        names.get(Target.PERSON).add("starter");
        names.get(Target.PERSON).add("author");
        if (root.get("environments").orElse(null) instanceof Mapping environments) {
            environments.entries().values().forEach(entry -> {
                if (entry.value() instanceof Mapping environment) {
                    keys(environment, "connections", Target.CONNECTION);
                }
            });
        }
    }

    Collection<String> of(Target target) {
        return names.computeIfAbsent(target, none -> new LinkedHashSet<>());
    }

    static Code unknown(Target target) {
        return switch (target) {
            case ROLE, PERSON -> Code.TM206;
            case PHASE -> Code.TM205;
            case STEP -> Code.TM204;
            case ENVIRONMENT -> Code.TM207;
            case CONNECTION -> Code.TM208;
            case GROUP -> Code.TM209;
            case SCENARIO -> Code.TM210;
        };
    }

    private void keys(Mapping mapping, String key, Target target) {
        if (mapping.get(key).orElse(null) instanceof Mapping declared) {
            names.computeIfAbsent(target, none -> new LinkedHashSet<>())
                    .addAll(declared.entries().keySet());
        }
    }

    private void ids(Mapping mapping, String key, Target target) {
        if (mapping.get(key).orElse(null) instanceof Sequence list) {
            for (Node item : list.items()) {
                if (item instanceof Mapping entry && entry.get("id").orElse(null) instanceof Scalar id) {
                    names.computeIfAbsent(target, none -> new LinkedHashSet<>()).add(id.text());
                }
            }
        }
    }
}
