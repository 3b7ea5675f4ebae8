package dev.tminus.bench;

import dev.tminus.app.postgres.trace.Footprint;
import dev.tminus.app.postgres.trace.Recorder;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** What it costs to watch a migration of some seconds: the same statements with and without their footprints taken. */
final class Tracing {

    private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);

    /** Tables that have no part in the migration, because the recorder looks at every relation there is. */
    private static final int OTHER_TABLES = 200;

    private static final List<String> MIGRATION = List.of(
            "alter table gifts add column note text",
            "alter table gifts add constraint gifts_net check (net >= 0)",
            "alter table gifts alter column net set not null",
            "create index gifts_made on gifts (made)",
            "alter table gifts alter column net type bigint",
            "update gifts set note = 'moved' where id % 4 = 0",
            "create table letters (id int primary key, gift_id int references gifts)",
            "alter table gifts add column token double precision default random()",
            "comment on table gifts is 'what people gave'",
            "create unique index gifts_id_net on gifts (id, net)");

    private Tracing() {}

    static void print(Stage stage, Figures figures) throws SQLException {
        double[] shares = new double[ROUNDS];
        double[] seconds = new double[ROUNDS];
        // Both ways once unmeasured: the first use of files and classes is nobody's cost.
        plain(stage);
        traced(stage);
        for (int round = 0; round < ROUNDS; round++) {
            // Which one comes first changes, so that what else the machine does falls on both.
            boolean plainFirst = round % 2 == 0;
            double first = plainFirst ? plain(stage) : traced(stage);
            double second = plainFirst ? traced(stage) : plain(stage);
            seconds[round] = plainFirst ? first : second;
            shares[round] = 100 * ((plainFirst ? second / first : first / second) - 1);
        }
        figures.say("a migration of %d statements takes %.1f s untraced (median)"
                .formatted(MIGRATION.size(), Figures.median(seconds)));
        figures.atMost("what tracing it adds", "%", shares, 5);
    }

    private static double plain(Stage stage) throws SQLException {
        try (Connection worker = prepared(stage);
                Statement statement = worker.createStatement()) {
            long begun = System.nanoTime();
            statement.execute("begin");
            for (String sql : MIGRATION) {
                statement.execute(sql);
            }
            statement.execute("commit");
            return (System.nanoTime() - begun) / 1e9;
        }
    }

    private static double traced(Stage stage) throws SQLException {
        try (Connection worker = prepared(stage);
                Connection eyes = stage.connect();
                Statement statement = worker.createStatement()) {
            long begun = System.nanoTime();
            try (Recorder recorder = Recorder.of(worker, eyes, wait -> {})) {
                statement.execute("begin");
                recorder.begun();
                for (String sql : MIGRATION) {
                    recorder.inTransaction(sql, () -> statement.execute(sql));
                }
                statement.execute("commit");
                List<Footprint> footprints = recorder.committed();
                if (footprints.size() != MIGRATION.size()) {
                    throw new IllegalStateException("footprints are missing: " + footprints.size());
                }
            }
            return (System.nanoTime() - begun) / 1e9;
        }
    }

    /** A connection on which the migration has something to do. */
    private static Connection prepared(Stage stage) throws SQLException {
        Connection connection = stage.connect();
        try (Statement statement = connection.createStatement()) {
            statement.execute("drop table if exists letters; drop table if exists gifts");
            statement.execute(
                    "do $$ begin for n in 1.." + OTHER_TABLES
                            + " loop execute format('create table if not exists other_%s (id int primary key)', n); end loop; end $$");
            statement.execute("create table gifts (id int primary key, net int, made date, who text)");
            statement.execute("insert into gifts select n, n, date '2026-01-01' + n % 365, md5(n::text)"
                    + " from generate_series(1, 400000) n");
            statement.execute("vacuum analyze gifts");
            statement.execute("checkpoint");
        }
        return connection;
    }
}
