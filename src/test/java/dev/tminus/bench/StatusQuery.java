package dev.tminus.bench;

import dev.tminus.book.Plan;
import dev.tminus.engine.Drive;
import dev.tminus.engine.Engine;
import dev.tminus.journal.Journal;
import dev.tminus.journal.RunFilter;
import dev.tminus.run.RunId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** What {@code status} asks of a journal that has a million events of other runs in it. */
final class StatusQuery {
    private static final int ROUNDS = 11;

    private static final String RUNS = """
            insert into tminus.run (id, runbook, environment, rehearsal, started_at, state, ended_at,
                plan_digest, runbook_digest, seq, head_hash)
            select 'old-' || n, 'bench', 'bench', false, now() - n * interval '1 hour', 'succeeded',
                now() - n * interval '1 hour', repeat('0', 64), repeat('0', 64), 1000, repeat('0', 64)
            from generate_series(1, 1000) n""";

    private static final String EVENTS = """
            insert into tminus.event (run, seq, body, hash)
            select run, seq, body, encode(sha256(convert_to(body || E'\\n', 'UTF8')), 'hex')
            from (select 'old-' || n as run, s as seq,
                    '{"v":1,"prev":"' || repeat('0', 64) || '","run":"old-' || n || '","seq":' || s || repeat(' ', 200)
                    || '}' as body
                from generate_series(1, 1000) n, generate_series(1, 1000) s) line""";

    /** The statements behind the command, as the server sees them. */
    private static final String NEWEST =
            "select * from tminus.run where ended_at is null order by started_at desc, id desc limit 1";

    private static final String READ = """
            select run.seq, run.head_hash, event.seq, event.hash, event.body from tminus.run
            left join tminus.event on event.run = run.id and event.seq >= 0 where run.id = '%s' order by event.seq""";

    private StatusQuery() {}

    static void print(Stage stage, Figures figures) throws Exception {
        Journal journal = stage.journal();
        Engine engine = stage.engine("bench", journal);
        fill(stage);
        Plan plan = stage.plan(Books.steps(StepRate.STEPS, StepRate.STEP));
        RunId run = stage.start(engine, plan);
        try (Drive drive = engine.take(run)) {
            while (drive.turn().state().events() < 300) {
                drive.await(Duration.ofSeconds(1));
            }
        }
        double[] server = new double[ROUNDS];
        double[] client = new double[ROUNDS];
        try (Connection connection = stage.connect()) {
            for (int round = 0; round < ROUNDS; round++) {
                server[round] = time(connection, NEWEST) + time(connection, READ.formatted(run.value()));
                long begun = System.nanoTime();
                journal.runs(RunFilter.ALL.open(), 1);
                journal.read(run);
                client[round] = (System.nanoTime() - begun) / 1e6;
            }
        }
        figures.atMost("status of a run among 1,000,000 events, in the database", "ms", server, 50);
        figures.say(
                "the same as the program sees it, lines read and checked: %.1f ms".formatted(Figures.median(client)));
    }

    private static void fill(Stage stage) throws SQLException {
        try (Connection connection = stage.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(RUNS);
            statement.execute(EVENTS);
            statement.execute("analyze tminus.run, tminus.event");
        }
    }

    /** Planning and execution, as the server counts them. */
    private static double time(Connection connection, String query) throws SQLException {
        double milliseconds = 0;
        try (Statement statement = connection.createStatement();
                ResultSet lines = statement.executeQuery("explain (analyze) " + query)) {
            while (lines.next()) {
                String line = lines.getString(1);
                if (line.startsWith("Planning Time") || line.startsWith("Execution Time")) {
                    milliseconds += Double.parseDouble(line.replaceAll("[^0-9.]", ""));
                }
            }
        }
        return milliseconds;
    }
}
