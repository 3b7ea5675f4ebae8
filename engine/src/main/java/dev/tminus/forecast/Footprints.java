package dev.tminus.forecast;

import dev.tminus.book.Values;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads what a step's result says of its statements: which work each was, on which table, and whom it kept out. */
final class Footprints {

    private static final Pattern INDEX = Pattern.compile(
            "^(create\\s+(unique\\s+)?index|reindex|alter\\s+table\\s.*\\sadd\\s.*(primary\\s+key|unique|exclude)\\b(?!.*using\\s+index))\\b.*");
    private static final Pattern VALIDATE = Pattern.compile(".*\\b(validate\\s+constraint|references)\\b.*");
    private static final Pattern WHOLE = Pattern.compile("^(vacuum|cluster)\\b.*");

    private static final Set<String> FOR_READERS = Set.of("ACCESS EXCLUSIVE");
    private static final Set<String> FOR_WRITERS = Set.of("SHARE", "SHARE ROW EXCLUSIVE", "EXCLUSIVE");
    private static final Set<String> OF_A_BUILD = Set.of("SHARE UPDATE EXCLUSIVE", "SHARE", "ACCESS EXCLUSIVE");

    /** A statement that writes less than this share of a table did not go through the table to find it. */
    private static final double FEW = 0.01;

    private final Fields footprint;
    private final Tables tables;
    private final String text;

    private Footprints(Fields footprint, Tables tables) {
        this.footprint = footprint;
        this.tables = tables;
        this.text = footprint.text("statement").toLowerCase(Locale.ROOT);
    }

    /** In the order they were sent. */
    static List<Measured> of(Values result) {
        Tables tables =
                Tables.of(new Values(Fields.of(result.map()).inner(Tables.FIELD).map()));
        return in(result.map()).stream()
                .map(one -> new Footprints(one, tables).measured())
                .toList();
    }

    /** The names of all tables and other relations that a result's statements locked, wrote or read. */
    static Set<String> relations(Values result) {
        Set<String> names = new TreeSet<>();
        for (Fields one : in(result.map())) {
            Stream.of("locks", "rewrites", "rows")
                    .flatMap(member -> one.each(member).stream())
                    .flatMap(item -> Stream.of(item.text("relation"), item.text("table")))
                    .filter(name -> !name.isEmpty())
                    .forEach(names::add);
        }
        return names;
    }

    /** A result may group its statements, by migration say: each is known by what only a footprint says. */
    private static List<Fields> in(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().flatMap(item -> in(item).stream()).toList();
        }
        if (!(value instanceof Map<?, ?> map)) {
            return List.of();
        }
        return map.containsKey("statement") && map.containsKey("wal_bytes")
                ? List.of(Fields.of(map))
                : map.values().stream().flatMap(item -> in(item).stream()).toList();
    }

    private Measured measured() {
        Work work = Work.FIXED;
        Optional<String> table = rewritten();
        if (text.startsWith("truncate")) {
            // It gives the table a new file too, an empty one.
            table = Optional.empty();
        } else if (table.isPresent()) {
            work = Work.REWRITE;
        } else if (INDEX.matcher(text).matches()) {
            work = Work.INDEX;
            table = built();
        } else if (WHOLE.matcher(text).matches()) {
            work = Work.SCAN;
            table = built();
        } else if (written() > 0) {
            work = Work.UPDATE;
            table = source();
        } else if (most("read").isPresent()) {
            work = VALIDATE.matcher(text).matches() ? Work.VALIDATE : Work.SCAN;
            table = most("read");
        }
        Optional<TableSize> size = table.flatMap(tables::find).filter(found -> found.bytes() > 0);
        boolean grows = size.isPresent() && !isFew(work, size.get());
        return new Measured(
                footprint.text("statement"),
                grows ? work : Work.FIXED,
                table.orElse(""),
                size.orElse(TableSize.UNKNOWN),
                size.map(tables::holdsInMemory).orElse(true),
                footprint.length("took"),
                holds(),
                footprint.number("wal_bytes"),
                footprint.number("temp_bytes"));
    }

    private Optional<String> rewritten() {
        return footprint.each("rewrites").stream()
                .filter(rewrite -> rewrite.text("kind").equals("table"))
                .map(rewrite -> rewrite.text("relation"))
                .max(Comparator.comparing(
                        name -> tables.find(name).map(TableSize::bytes).orElse(0L)));
    }

    /** An index is built on the largest table that is locked for it. */
    private Optional<String> built() {
        return footprint.each("locks").stream()
                .filter(lock -> lock.text("kind").equals("table") && OF_A_BUILD.contains(lock.text("mode")))
                .map(lock -> lock.text("relation"))
                .max(Comparator.comparing(
                        name -> tables.find(name).map(TableSize::bytes).orElse(0L)));
    }

    private long written() {
        return footprint.each("rows").stream().mapToLong(Footprints::written).sum();
    }

    private static long written(Fields rows) {
        return rows.number("inserted") + rows.number("updated") + rows.number("deleted");
    }

    /** What was written may come from another table: then that one says how long it takes. */
    private Optional<String> source() {
        return most("read")
                .or(() -> footprint.each("rows").stream()
                        .max(Comparator.comparing(Footprints::written))
                        .map(rows -> rows.text("table")));
    }

    private Optional<String> most(String what) {
        return footprint.each("rows").stream()
                .filter(rows -> rows.number(what) > 0)
                .max(Comparator.comparing(rows -> rows.number(what)))
                .map(rows -> rows.text("table"));
    }

    private boolean isFew(Work work, TableSize size) {
        return work == Work.UPDATE && most("read").isEmpty() && written() < FEW * size.rows();
    }

    private List<Hold> holds() {
        List<Hold> holds = new ArrayList<>();
        for (Fields lock : footprint.each("locks")) {
            boolean table =
                    !lock.text("kind").equals("index") && !lock.text("kind").equals("sequence");
            if (table && FOR_READERS.contains(lock.text("mode"))) {
                holds.add(new Hold(lock.text("relation"), Outage.Blocked.READERS, lock.length("held")));
            } else if (table && FOR_WRITERS.contains(lock.text("mode"))) {
                holds.add(new Hold(lock.text("relation"), Outage.Blocked.WRITERS, lock.length("held")));
            }
        }
        return holds;
    }
}
