package dev.tminus.bench;

import dev.tminus.app.postgres.trace.Footprint;
import dev.tminus.app.postgres.trace.Recorder;
import dev.tminus.book.Values;
import dev.tminus.forecast.Batches;
import dev.tminus.forecast.Interval;
import dev.tminus.forecast.PastStep;
import dev.tminus.forecast.StepForecast;
import dev.tminus.forecast.TableSize;
import dev.tminus.forecast.Tables;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How well times measured on small copies of a table tell what the same statements take on a larger one: footprints
 * from the recorder, sizes from the catalog, the forecast as a run gets it, beside the actual time.
 */
final class ForecastAccuracy {

    private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
    private static final int[] COPIES = {50_000, 100_000, 200_000};
    private static final int LARGE = Integer.getInteger("bench.rows", 800_000);
    private static final int BATCH = 5_000;
    private static final int FIRST_BATCHES = 20;

    private static final Map<String, String> STATEMENTS = new LinkedHashMap<>();

    static {
        STATEMENTS.put("scan", "alter table gifts alter column amount set not null");
        STATEMENTS.put("validate", "alter table gifts validate constraint gifts_donor");
        STATEMENTS.put("index", "create index gifts_note on gifts (note)");
        STATEMENTS.put("update", "update gifts set amount = amount + 1");
        STATEMENTS.put("rewrite", "alter table gifts alter column amount type bigint");
    }

    private ForecastAccuracy() {}

    static void print(Stage stage, Figures figures) throws SQLException {
        Map<String, double[]> ratios = new LinkedHashMap<>();
        Map<String, double[]> logs = new LinkedHashMap<>();
        measure(stage, COPIES[0]);
        for (int round = 0; round < ROUNDS; round++) {
            List<Map<String, PastStep>> copies = new ArrayList<>();
            for (int rows : COPIES) {
                copies.add(0, measure(stage, rows));
            }
            Map<String, PastStep> large = measure(stage, LARGE);
            for (String kind : large.keySet()) {
                PastStep actual = large.get(kind);
                Tables production = Tables.of(new Values(entries(actual.result(), Tables.FIELD)));
                StepForecast forecast = forecast(
                        kind, copies.stream().map(copy -> copy.get(kind)).toList(), actual, production);
                put(ratios, kind, round, ratio(actual.took(), forecast.time().expected()));
                if (actual.walBytes() > 1_000_000) {
                    put(logs, kind, round, (double) actual.walBytes() / forecast.walBytes());
                }
            }
        }
        ratios.forEach((kind, all) ->
                figures.within(kind + " on %,d rows, actual to forecast".formatted(LARGE), all, 0.8, 1.5));
        logs.forEach((kind, all) -> figures.within(kind + ": WAL written, actual to forecast", all, 0.8, 1.5));
    }

    /** A backfill is forecast from its first batches, anything else from the copies. */
    private static StepForecast forecast(String kind, List<PastStep> copies, PastStep actual, Tables production) {
        if (!kind.equals("backfill")) {
            return PastStep.forecast(copies, production);
        }
        List<Duration> first = new ArrayList<>();
        if (actual.result().map().get("first") instanceof List<?> lengths) {
            lengths.forEach(length -> first.add((Duration) length));
        }
        Interval time = Batches.all(LARGE, BATCH, Batches.each(first).orElseThrow(), Duration.ZERO);
        return StepForecast.lasting(time, StepForecast.Basis.SCALED);
    }

    private static double ratio(Duration actual, Duration forecast) {
        return (double) actual.toNanos() / forecast.toNanos();
    }

    private static void put(Map<String, double[]> all, String kind, int round, double value) {
        all.computeIfAbsent(kind, any -> new double[ROUNDS])[round] = value;
    }

    private static Map<String, PastStep> measure(Stage stage, int rows) throws SQLException {
        try (Connection worker = stage.connect();
                Connection eyes = stage.connect();
                Statement statement = worker.createStatement();
                Recorder recorder = Recorder.of(worker, eyes, wait -> {})) {
            prepare(statement, rows);
            Map<String, PastStep> all = new LinkedHashMap<>();
            for (Map.Entry<String, String> one : STATEMENTS.entrySet()) {
                all.put(one.getKey(), traced(statement, recorder, one.getValue()));
            }
            statement.execute("vacuum analyze gifts");
            all.put("backfill", backfill(statement, rows));
            return all;
        }
    }

    private static void prepare(Statement statement, int rows) throws SQLException {
        statement.execute("drop table if exists gifts, donors");
        statement.execute("create table donors (id int primary key, name text)");
        statement.execute("insert into donors select n, md5(n::text) from generate_series(1, " + rows / 10 + ") n");
        statement.execute(
                "create table gifts (id int primary key, donor int, amount int, net int, note text, fill text)");
        statement.execute(
                "insert into gifts select n, 1 + n %% %d, n, null, md5(n::text), repeat('x', 80)".formatted(rows / 10)
                        + " from generate_series(1, " + rows + ") n");
        statement.execute("create index gifts_by_donor on gifts (donor)");
        statement.execute(
                "alter table gifts add constraint gifts_donor foreign key (donor) references donors not valid");
        statement.execute("vacuum analyze donors, gifts");
    }

    private static PastStep traced(Statement statement, Recorder recorder, String sql) throws SQLException {
        statement.execute("checkpoint");
        Tables tables = tables(statement);
        statement.execute("begin");
        recorder.begun();
        recorder.inTransaction(sql, () -> statement.execute(sql));
        statement.execute("commit");
        Footprint footprint = recorder.committed().get(0);
        return new PastStep(
                footprint.took(),
                Values.of("footprints", List.of(footprint.values()))
                        .and(Tables.FIELD, tables.values().map()));
    }

    private static PastStep backfill(Statement statement, int rows) throws SQLException {
        statement.execute("checkpoint");
        Tables tables = tables(statement);
        List<Duration> batches = new ArrayList<>();
        for (int from = 1; from <= rows; from += BATCH) {
            long begun = System.nanoTime();
            statement.execute("update gifts set net = 1 where id >= %d and id < %d".formatted(from, from + BATCH));
            batches.add(Duration.ofNanos(System.nanoTime() - begun));
        }
        return new PastStep(
                batches.stream().reduce(Duration.ZERO, Duration::plus),
                Values.of("first", batches.subList(0, Math.min(FIRST_BATCHES, batches.size())))
                        .and(Tables.FIELD, tables.values().map()));
    }

    private static Tables tables(Statement statement) throws SQLException {
        Map<String, TableSize> sizes = new LinkedHashMap<>();
        try (ResultSet rows = statement.executeQuery(
                "select 'public.' || relname, pg_table_size(oid), greatest(reltuples, 0)::bigint, pg_indexes_size(oid)"
                        + " from pg_class where relname in ('gifts', 'donors')")) {
            while (rows.next()) {
                sizes.put(rows.getString(1), new TableSize(rows.getLong(2), rows.getLong(3), rows.getLong(4)));
            }
        }
        return new Tables(sizes, 0);
    }

    private static Map<String, Object> entries(Values values, String name) {
        Map<String, Object> copy = new LinkedHashMap<>();
        if (values.map().get(name) instanceof Map<?, ?> map) {
            map.forEach((key, value) -> copy.put(String.valueOf(key), value));
        }
        return copy;
    }
}
