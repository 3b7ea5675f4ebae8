package dev.tminus.forecast;

import dev.tminus.book.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tables of one database at one moment.
 *
 * @param cacheBytes how much of them its memory holds, as its settings say; 0 where not known
 */
public record Tables(Map<String, TableSize> sizes, long cacheBytes) {

    public static final Tables NONE = new Tables(Map.of(), 0);

    /** The member of a step's result, and of an action's answer before a run, that {@link #values} goes into. */
    public static final String FIELD = "figures";

    public Tables {
        sizes = Map.copyOf(sizes);
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
        return new Values(all);
    }

    public static Tables of(Values values) {
        Fields fields = Fields.of(values.map());
        Map<String, TableSize> sizes = new LinkedHashMap<>();
        fields.each("tables")
                .forEach(entry -> sizes.put(
                        entry.text("table"),
                        new TableSize(entry.number("bytes"), entry.number("rows"), entry.number("index_bytes"))));
        return new Tables(sizes, fields.number("cache_bytes"));
    }
}
