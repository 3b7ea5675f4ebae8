package dev.tminus.audit;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The outputs and attached files that lines name: digests with sizes, found by their form in any event. */
final class Printed {

    /** How an attached file stands in an event. */
    private static final Pattern ATTACHED = Pattern.compile("\\(sha256 ([0-9a-f]{64}), (\\d{1,18}) bytes\\)$");

    private final SortedMap<String, Long> found = new TreeMap<>();

    private Printed() {}

    static SortedMap<String, Long> in(List<String> lines) {
        Printed printed = new Printed();
        ReadableLines.of(lines).forEach(members -> {
            printed.look(members.get("output"));
            if ("reported".equals(members.get("type"))) {
                printed.attached(members.get("evidence"));
            }
        });
        return printed.found;
    }

    private void look(Object output) {
        if (output instanceof Map<?, ?> members
                && members.get("sha256") instanceof String sha256
                && members.get("size") instanceof Long size) {
            found.put(sha256, size);
        }
    }

    private void attached(Object evidence) {
        if (evidence instanceof List<?> values) {
            values.forEach(this::attached);
        } else if (evidence instanceof Map<?, ?> members && members.get("text") instanceof String text) {
            Matcher attached = ATTACHED.matcher(text);
            if (attached.find()) {
                found.put(attached.group(1), Long.valueOf(attached.group(2)));
            }
        }
    }
}
