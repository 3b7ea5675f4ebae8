package dev.tminus.app.postgres.trace;

import dev.tminus.app.postgres.trace.Footprint.Kind;
import dev.tminus.app.postgres.trace.Footprint.Lock;
import dev.tminus.app.postgres.trace.Footprint.Rewrite;
import dev.tminus.app.postgres.trace.Footprint.Rows;
import dev.tminus.book.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A footprint as an operator reads it; what hurts comes first. */
final class FootprintWords {

    private static final long KIB = 1024;

    private FootprintWords() {}

    static List<String> of(Footprint footprint) {
        List<String> words = new ArrayList<>();
        blocked(footprint, words);
        footprint.rewrites().forEach(rewrite -> words.add(rewritten(rewrite)));
        footprint.rows().forEach(rows -> moved(rows, words));
        if (words.isEmpty()) {
            words.add("blocks nobody");
        }
        if (footprint.walBytes() >= KIB) {
            words.add("writes " + size(footprint.walBytes()) + " of WAL");
        }
        footprint
                .tempBytes()
                .filter(bytes -> bytes > 0)
                .ifPresent(bytes -> words.add("needs " + size(bytes) + " of temporary files"));
        return words;
    }

    private static void blocked(Footprint footprint, List<String> words) {
        boolean tableClosed = footprint.locks().stream()
                .anyMatch(lock -> lock.kind() != Kind.INDEX && lock.mode().blocksReaders());
        for (Lock lock : footprint.locks()) {
            String wait = " of " + name(lock.relation()) + " wait " + length(lock.held());
            if (lock.kind() == Kind.INDEX) {
                // The planner opens every index of a table, so even a query that does not use this one waits.
                if (lock.mode().blocksReaders() && !tableClosed) {
                    words.add("readers of the table with index " + name(lock.relation()) + " wait "
                            + length(lock.held()));
                }
            } else if (lock.mode().blocksReaders()) {
                words.add("readers" + wait);
            } else if (lock.mode().blocksWriters()) {
                words.add("writers" + wait);
            }
        }
    }

    private static String rewritten(Rewrite rewrite) {
        String size = rewrite.bytes() > 0 ? " (" + size(rewrite.bytes()) + " before)" : "";
        return rewrite.kind() == Kind.INDEX
                ? "builds index " + name(rewrite.relation()) + " anew" + size
                : "rewrites " + name(rewrite.relation()) + size;
    }

    private static void moved(Rows rows, List<String> words) {
        if (rows.read() > 0 && rows.under().blocksWriters()) {
            words.add("reads %s of %s while nobody may %s it"
                    .formatted(
                            count(rows.read()), name(rows.table()), rows.under().blocksReaders() ? "read" : "write"));
        }
        if (rows.written() > 0) {
            words.add("writes %s of %s".formatted(count(rows.written()), name(rows.table())));
        }
    }

    /** Tables of the usual schema are known by their own name. */
    static String name(String relation) {
        return relation.startsWith("public.") ? relation.substring("public.".length()) : relation;
    }

    static String count(long rows) {
        return String.format(Locale.ROOT, "%,d %s", rows, rows == 1 ? "row" : "rows");
    }

    static String size(long bytes) {
        if (bytes < KIB) {
            return bytes + " bytes";
        }
        if (bytes < KIB * KIB) {
            return String.format(Locale.ROOT, "%d kB", bytes / KIB);
        }
        double mib = (double) bytes / (KIB * KIB);
        return mib < KIB
                ? String.format(Locale.ROOT, "%.1f MB", mib)
                : String.format(Locale.ROOT, "%.1f GB", mib / KIB);
    }

    static String length(Duration held) {
        if (held.toMillis() < 1) {
            return "less than 1 ms";
        }
        if (held.toMillis() < 1_000) {
            return held.toMillis() + " ms";
        }
        return held.toSeconds() < 60
                ? String.format(Locale.ROOT, "%.1f s", held.toMillis() / 1_000.0)
                : Durations.text(Duration.ofSeconds(held.toSeconds()));
    }
}
