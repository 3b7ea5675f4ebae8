package dev.tminus.audit;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The plans that lines hold, that of the start and those of amendments, by the names of their files. */
final class Plans {

    private Plans() {}

    static Map<String, String> in(List<String> lines) {
        Map<String, String> plans = new TreeMap<>();
        ReadableLines.of(lines).forEach(members -> {
            if (members.get("plan") instanceof String plan && members.get("seq") instanceof Long seq) {
                plans.put("plan-%d.json".formatted(seq), plan);
            }
        });
        return plans;
    }
}
