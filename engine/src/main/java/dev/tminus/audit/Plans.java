package dev.tminus.audit;

import dev.tminus.journal.JsonLine;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The plans that lines hold, that of the start and those of amendments, by the names of their files. */
final class Plans {

    private Plans() {}

    static Map<String, String> in(List<String> lines) {
        Map<String, String> plans = new TreeMap<>();
        for (String line : lines) {
            try {
                Map<String, Object> members = JsonLine.parse(line);
                if (members.get("plan") instanceof String plan && members.get("seq") instanceof Long seq) {
                    plans.put("plan-%d.json".formatted(seq), plan);
                }
            } catch (IllegalArgumentException damaged) {
                continue; // the chain names this line
            }
        }
        return plans;
    }
}
