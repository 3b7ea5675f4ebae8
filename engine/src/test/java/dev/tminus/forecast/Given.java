package dev.tminus.forecast;

import dev.tminus.book.Values;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Results of steps as the PostgreSQL actions write them, made by hand. */
final class Given {

    private final List<Object> footprints = new ArrayList<>();
    private final Map<String, TableSize> sizes = new LinkedHashMap<>();
    private long cache;

    static Given step() {
        return new Given();
    }

    Given table(String name, long bytes, long rows, long indexBytes) {
        sizes.put(name, new TableSize(bytes, rows, indexBytes));
        return this;
    }

    Given cache(long bytes) {
        cache = bytes;
        return this;
    }

    Given statement(String text, long millis, long wal, Map<String, Object> more) {
        Map<String, Object> footprint = new LinkedHashMap<>(more);
        footprint.put("statement", text);
        footprint.put("took", Duration.ofMillis(millis));
        footprint.put("wal_bytes", wal);
        footprints.add(footprint);
        return this;
    }

    static Map<String, Object> lock(String relation, String mode, long heldMillis) {
        return Map.of("relation", relation, "kind", "table", "mode", mode, "held", Duration.ofMillis(heldMillis));
    }

    static Map<String, Object> rewrite(String relation) {
        return Map.of("relation", relation, "kind", "table", "bytes", 1L);
    }

    static Map<String, Object> rows(String table, long read, long updated) {
        return Map.of("table", table, "read", read, "inserted", 0L, "updated", updated, "deleted", 0L);
    }

    Tables tables() {
        return new Tables(sizes, cache);
    }

    PastStep took(long millis) {
        return new PastStep(
                Duration.ofMillis(millis),
                Values.of("footprints", footprints)
                        .and("figures", tables().values().map()));
    }
}
