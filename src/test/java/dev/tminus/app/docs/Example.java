package dev.tminus.app.docs;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A block of YAML in a document. A whole runbook stands for itself; steps, the inside of a step and parts of a runbook are
 * put into one that has what they may refer to.
 */
record Example(String file, int line, String yaml) {
    private static final Pattern FENCE = Pattern.compile("^```yaml\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern KEY = Pattern.compile("^([a-z_.]+):", Pattern.MULTILINE);

    /** Parts of a runbook that need not be there. */
    private static final Set<String> PARTS = Set.of("inputs", "vars", "lock", "groups", "rollbacks", "tags", "docs");

    /** What stands around a part of a runbook, by the key that the part may bring itself. */
    private static final Map<String, String> SURROUNDINGS = new LinkedHashMap<>();

    static {
        SURROUNDINGS.put("runbook", "runbook: v1\n");
        SURROUNDINGS.put("id", "id: example\n");
        SURROUNDINGS.put("name", "name: Example\n");
        SURROUNDINGS.put("owner", "owner: team\n");
        SURROUNDINGS.put("roles", "roles: { dba: {}, engineer: {}, release_manager: {} }\n");
        SURROUNDINGS.put(
                "secrets", "secrets: { database_url: { from: file, path: url }, token: { from: file, path: t } }\n");
        SURROUNDINGS.put("connections", "connections: { main: { url: \"postgresql://localhost/donations\" } }\n");
        SURROUNDINGS.put("environments", "environments: { staging: { rehearsal: true }, production: {} }\n");
        SURROUNDINGS.put("notify", "notify: { audiences: { stakeholders: [\"#announce\"] } }\n");
        SURROUNDINGS.put("phases", phase("- { id: only, name: Only, manual: Look., by: dba }\n"));
    }

    static Stream<Example> in(String file, String text) {
        return FENCE.matcher(text).results().map(found -> {
            int line = (int) text.substring(0, found.start()).lines().count() + 1;
            return new Example(file, line, found.group(1));
        });
    }

    String runbook() {
        Set<String> keys = KEY.matcher(yaml).results().map(key -> key.group(1)).collect(Collectors.toSet());
        if (keys.contains("runbook")) {
            return yaml;
        }
        if (yaml.startsWith("- ")) {
            return surrounded(Set.of("phases"), phase(yaml));
        }
        if (SURROUNDINGS.keySet().containsAll(first()) || PARTS.containsAll(first())) {
            return surrounded(keys, yaml);
        }
        // An earlier step, for keys that name one.
        String earlier = "- { id: apply, name: Apply, manual: Apply., by: dba }\n";
        return surrounded(Set.of("phases"), phase(earlier + "- id: only\n  name: Only\n" + yaml.indent(2)));
    }

    private Set<String> first() {
        Matcher key = KEY.matcher(yaml);
        return key.find() ? Set.of(key.group(1)) : Set.of();
    }

    private static String surrounded(Set<String> without, String part) {
        String rest = SURROUNDINGS.entrySet().stream()
                .filter(entry -> !without.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .collect(Collectors.joining());
        return rest + part;
    }

    private static String phase(String steps) {
        return "phases:\n  - id: all\n    name: All\n    steps:\n" + steps.indent(6);
    }

    @Override
    public String toString() {
        return file + ":" + line;
    }
}
