package dev.tminus.app.postgres.preflight;

import dev.tminus.book.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One thing that was looked at: whether it is as wanted, what was found, and the query anyone can repeat it with.
 *
 * @param name the key of the step that asked for it
 */
record Finding(String name, boolean ok, String found, String wanted, String query) {

    Map<String, Object> row() {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", name);
        row.put("ok", ok);
        row.put("found", found);
        row.put("wanted", wanted);
        row.put("query", query);
        return row;
    }

    /** In one sentence, for people. */
    String sentence() {
        return "%s: found %s, wanted %s.".formatted(name, found, wanted);
    }

    static Values values(List<Finding> findings) {
        return Values.of("rows", findings.stream().map(Finding::row).toList());
    }

    /** Everything that is not as wanted; empty when all is. */
    static String complaint(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> !finding.ok)
                .map(Finding::sentence)
                .collect(Collectors.joining(" "));
    }

    /** A list that should be empty. */
    static Finding none(String name, List<String> found, String query) {
        return new Finding(name, found.isEmpty(), found.isEmpty() ? "none" : String.join(", ", found), "none", query);
    }
}
