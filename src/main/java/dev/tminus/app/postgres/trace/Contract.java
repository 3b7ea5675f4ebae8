package dev.tminus.app.postgres.trace;

import dev.tminus.app.postgres.trace.Footprint.Kind;
import dev.tminus.app.postgres.trace.Footprint.Lock;
import dev.tminus.app.postgres.trace.Footprint.Rewrite;
import dev.tminus.app.postgres.trace.Footprint.Rows;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a rehearsed footprint allows a statement to do in production: block no one else, rewrite nothing else, and read and
 * write no more rows, in proportion to the tables' sizes. Times are not part of it: a slow statement is not a wrong one.
 */
public final class Contract {

    /** Plans and estimates differ a little between a copy and the original; ten times is no longer a little. */
    private static final double FACTOR = 10;

    /** Below this many rows a difference costs nothing, whatever the factor. */
    private static final long FEW_ROWS = 1_000;

    private Contract() {}

    /** The differences in words; empty where the statement kept to what was rehearsed. */
    public static List<String> check(Footprint rehearsed, Footprint actual) {
        List<String> differences = new ArrayList<>();
        locks(rehearsed, actual, differences);
        rewrites(rehearsed, actual, differences);
        rows(rehearsed, actual, differences);
        return differences;
    }

    private static void locks(Footprint rehearsed, Footprint actual, List<String> differences) {
        Map<String, LockMode> known = new HashMap<>();
        rehearsed.locks().forEach(lock -> known.put(lock.relation(), lock.mode()));
        for (Lock lock : actual.locks()) {
            LockMode before = known.getOrDefault(lock.relation(), harmless(lock.kind()));
            Set<LockMode> more = EnumSet.copyOf(lock.mode().blocks());
            more.removeAll(before.blocks());
            if (!more.isEmpty()) {
                differences.add("locks %s in mode %s; in the rehearsal %s"
                        .formatted(
                                FootprintWords.name(lock.relation()),
                                lock.mode().words(),
                                known.containsKey(lock.relation()) ? "it was " + before.words() : "it did not"));
            }
        }
    }

    /** What a statement may hold unrehearsed: to read a table, or to keep an index of a table it writes up to date. */
    private static LockMode harmless(Kind kind) {
        return kind == Kind.INDEX ? LockMode.ROW_EXCLUSIVE : LockMode.ROW_SHARE;
    }

    private static void rewrites(Footprint rehearsed, Footprint actual, List<String> differences) {
        Set<String> known = new HashSet<>();
        rehearsed.rewrites().forEach(rewrite -> known.add(rewrite.relation()));
        for (Rewrite rewrite : actual.rewrites()) {
            if (!known.contains(rewrite.relation())) {
                differences.add("%s %s, which the rehearsal did not"
                        .formatted(
                                rewrite.kind() == Kind.INDEX ? "builds index" : "rewrites",
                                FootprintWords.name(rewrite.relation())));
            }
        }
    }

    private static void rows(Footprint rehearsed, Footprint actual, List<String> differences) {
        Map<String, Rows> known = new HashMap<>();
        rehearsed.rows().forEach(rows -> known.put(rows.table(), rows));
        for (Rows now : actual.rows()) {
            Rows then = known.getOrDefault(
                    now.table(), new Rows(now.table(), LockMode.ACCESS_SHARE, now.estimate(), 0, 0, 0, 0));
            double growth = then.estimate() > 0 ? Math.max(1, (double) now.estimate() / then.estimate()) : 1;
            String table = FootprintWords.name(now.table());
            if (now.under().blocksWriters()) {
                Amount read = new Amount(now.read(), under(then), growth);
                read.compare("reads", table + " under " + now.under().words(), differences);
            }
            new Amount(now.written(), then.written(), growth).compare("writes", table, differences);
        }
    }

    /** A scan that kept nobody out is no measure for one that does. */
    private static long under(Rows then) {
        return then.under().blocksWriters() ? then.read() : 0;
    }

    /** Rows now and in the rehearsal, and how many times as large the table is now. */
    private record Amount(long now, long then, double growth) {

        void compare(String verb, String where, List<String> differences) {
            if (now > FEW_ROWS && now > FACTOR * growth * then) {
                String size =
                        growth > 1 ? String.format(Locale.ROOT, " (the table has %.1f times the rows)", growth) : "";
                differences.add("%s %s of %s; in the rehearsal %s%s"
                        .formatted(verb, FootprintWords.count(now), where, FootprintWords.count(then), size));
            }
        }
    }
}
