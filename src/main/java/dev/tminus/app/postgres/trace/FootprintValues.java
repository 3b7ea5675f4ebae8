package dev.tminus.app.postgres.trace;

import dev.tminus.app.postgres.trace.Footprint.Ending;
import dev.tminus.app.postgres.trace.Footprint.Kind;
import dev.tminus.app.postgres.trace.Footprint.Lock;
import dev.tminus.app.postgres.trace.Footprint.Rewrite;
import dev.tminus.app.postgres.trace.Footprint.Rows;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A footprint as values of a journal; journals are kept for years, so names here never change their meaning. */
final class FootprintValues {

    private static final String WAL_BYTES = "wal_bytes";

    private FootprintValues() {}

    static Map<String, Object> write(Footprint footprint) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("statement", footprint.statement());
        values.put("took", footprint.took());
        values.put("commits_itself", footprint.ending() == Ending.BY_ITSELF);
        values.put("words", footprint.words());
        values.put(
                "locks", footprint.locks().stream().map(FootprintValues::lock).toList());
        values.put(
                "rewrites",
                footprint.rewrites().stream().map(FootprintValues::rewrite).toList());
        values.put("rows", footprint.rows().stream().map(FootprintValues::rows).toList());
        values.put(WAL_BYTES, footprint.walBytes());
        footprint.tempBytes().ifPresent(bytes -> values.put("temp_bytes", bytes));
        return values;
    }

    private static Map<String, Object> lock(Lock lock) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("relation", lock.relation());
        values.put("kind", word(lock.kind()));
        values.put("mode", lock.mode().words());
        values.put("held", lock.held());
        return values;
    }

    private static Map<String, Object> rewrite(Rewrite rewrite) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("relation", rewrite.relation());
        values.put("kind", word(rewrite.kind()));
        values.put("bytes", rewrite.bytes());
        return values;
    }

    private static Map<String, Object> rows(Rows rows) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("table", rows.table());
        values.put("under", rows.under().words());
        values.put("estimate", rows.estimate());
        values.put("read", rows.read());
        values.put("inserted", rows.inserted());
        values.put("updated", rows.updated());
        values.put("deleted", rows.deleted());
        return values;
    }

    static Footprint read(Map<String, Object> values) {
        return new Footprint(
                text(values, "statement"),
                Boolean.TRUE.equals(values.get("commits_itself")) ? Ending.BY_ITSELF : Ending.WITH_TRANSACTION,
                each(
                        values,
                        "locks",
                        lock -> new Lock(
                                text(lock, "relation"),
                                kind(lock),
                                LockMode.ofWords(text(lock, "mode")),
                                duration(lock, "held"))),
                each(
                        values,
                        "rewrites",
                        rewrite -> new Rewrite(text(rewrite, "relation"), kind(rewrite), number(rewrite, "bytes"))),
                each(values, "rows", FootprintValues::rows),
                number(values, WAL_BYTES),
                values.containsKey("temp_bytes") ? Optional.of(number(values, "temp_bytes")) : Optional.empty(),
                duration(values, "took"));
    }

    /** A statement that was not traced has an entry too, without what only a footprint says. */
    static List<Footprint> readAll(@Nullable Object list) {
        return list instanceof List<?> entries
                ? entries.stream()
                        .map(FootprintValues::mapping)
                        .filter(entry -> entry.containsKey(WAL_BYTES))
                        .map(FootprintValues::read)
                        .toList()
                : List.of();
    }

    private static Rows rows(Map<String, Object> values) {
        return new Rows(
                text(values, "table"),
                LockMode.ofWords(text(values, "under")),
                number(values, "estimate"),
                number(values, "read"),
                number(values, "inserted"),
                number(values, "updated"),
                number(values, "deleted"));
    }

    private static <T> List<T> each(Map<String, Object> values, String name, Function<Map<String, Object>, T> read) {
        return values.get(name) instanceof List<?> list
                ? list.stream().map(item -> read.apply(mapping(item))).toList()
                : List.of();
    }

    private static Map<String, Object> mapping(Object item) {
        Map<String, Object> copy = new LinkedHashMap<>();
        if (item instanceof Map<?, ?> map) {
            map.forEach((name, value) -> copy.put(String.valueOf(name), value));
        }
        return copy;
    }

    private static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static Kind kind(Map<String, Object> values) {
        return Kind.valueOf(text(values, "kind").toUpperCase(Locale.ROOT));
    }

    private static String text(Map<String, Object> values, String name) {
        return String.valueOf(values.getOrDefault(name, ""));
    }

    private static long number(Map<String, Object> values, String name) {
        return values.get(name) instanceof Number number ? number.longValue() : 0;
    }

    private static Duration duration(Map<String, Object> values, String name) {
        return values.get(name) instanceof Duration duration ? duration : Duration.ZERO;
    }
}
