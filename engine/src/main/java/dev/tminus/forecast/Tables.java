package dev.tminus.forecast;

import dev.tminus.book.Values;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tables of one database at one moment.
 *
 * @param cacheBytes how much of them its memory holds, as its settings say; 0 where not known
 * @param locks what is held on those that the step wants to lock, where somebody looked
 */
public record Tables(Map<String, TableSize> sizes, long cacheBytes, Optional<LockLook> locks) {

    public static final Tables NONE = new Tables(Map.of(), 0);

    /** The member of a step's result, and of an action's answer before a run, that {@link #values} goes into. */
    public static final String FIELD = "figures";

    public Tables {
        sizes = Map.copyOf(sizes);
    }

    /** Where nobody looked at locks. */
    public Tables(Map<String, TableSize> sizes, long cacheBytes) {
        this(sizes, cacheBytes, Optional.empty());
    }

    public Tables with(LockLook look) {
        return new Tables(sizes, cacheBytes, Optional.of(look));
    }

    /** A step's forecast with how hard its locks are to get, as far as that was looked at. */
    public StepForecast locking(StepForecast step) {
        Duration hold = step.outages().stream()
                .map(outage -> outage.time().expected())
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        return locks.map(look -> step.with(look.forecast(hold))).orElse(step);
    }

    public Optional<TableSize> find(String table) {
        return Optional.ofNullable(sizes.get(table));
    }

    /** Whether a table and its indexes are read from memory. */
    boolean holdsInMemory(TableSize size) {
        return cacheBytes == 0 || size.total() <= cacheBytes;
    }

    /** As values of a journal. */
    public Values values() {
        List<Object> tables = new ArrayList<>();
        new java.util.TreeMap<>(sizes).forEach((table, size) -> {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("table", table);
            entry.put("bytes", size.bytes());
            entry.put("rows", size.rows());
            entry.put("index_bytes", size.indexBytes());
            tables.add(entry);
        });
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("tables", tables);
        all.put("cache_bytes", cacheBytes);
        locks.ifPresent(look -> all.put("locks", look.values()));
        return new Values(all);
    }

    public static Tables of(Values values) {
        Fields fields = Fields.of(values.map());
        Map<String, TableSize> sizes = new LinkedHashMap<>();
        fields.each("tables")
                .forEach(entry -> sizes.put(
                        entry.text("table"),
                        new TableSize(entry.number("bytes"), entry.number("rows"), entry.number("index_bytes"))));
        return new Tables(sizes, fields.number("cache_bytes"), LockLook.of(fields.inner("locks")));
    }
}
