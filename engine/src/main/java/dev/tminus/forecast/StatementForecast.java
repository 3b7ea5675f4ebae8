package dev.tminus.forecast;

import java.time.Duration;
import java.util.List;

/**
 * What a statement will take on a table of production's size.
 *
 * @param walBytes what it writes to the log of changes
 * @param diskBytes what it needs beside what is there: the new files, the log, temporary files
 */
record StatementForecast(Measured measured, Interval time, long walBytes, long diskBytes) {

    /** A table that memory holds in rehearsal and not in production may take that much longer. */
    private static final double COLD = 3;

    /** A shorter measurement does not tell what a statement costs at all from what a row costs. */
    private static final Duration TELLING = Duration.ofMillis(200);

    /**
     * @param points the same statement in several runs, the latest first
     * @param production the tables it will run on
     */
    static StatementForecast of(List<Measured> points, Tables production) {
        Measured latest = points.get(0);
        TableSize size = production.find(latest.table()).orElse(latest.size());
        if (latest.work() == Work.FIXED) {
            return new StatementForecast(latest, Interval.around(latest.took()), latest.walBytes(), latest.walBytes());
        }
        List<Measured> alike = points.stream()
                .filter(point -> point.work() == latest.work() && point.table().equals(latest.table()))
                .toList();
        Duration expected = CostModel.fit(alike.stream().map(Measured::point).toList())
                .at(latest.work().amount(size));
        Interval time = Interval.around(expected);
        if (latest.inMemory() && !production.holdsInMemory(size)) {
            time = time.upTo(COLD);
        }
        boolean vague = alike.stream().noneMatch(point -> point.took().compareTo(TELLING) >= 0);
        if (vague && expected.compareTo(latest.took()) > 0) {
            time = time.downTo(latest.took());
        }
        double growth = latest.work().growth(latest.size(), size);
        long wal = Math.round(latest.walBytes() * growth);
        return new StatementForecast(latest, time, wal, disk(latest, size, growth, wal));
    }

    private static long disk(Measured latest, TableSize size, double growth, long wal) {
        long temporary = Math.round(latest.tempBytes() * growth);
        return switch (latest.work()) {
            case REWRITE -> size.total() + wal + temporary;
            // A new index is written to the log page by page, so the log says how large it is.
            case INDEX -> wal + wal + temporary;
            case UPDATE -> size.bytes() + wal + temporary;
            case SCAN, VALIDATE, BACKFILL, FIXED -> wal + temporary;
        };
    }
}
