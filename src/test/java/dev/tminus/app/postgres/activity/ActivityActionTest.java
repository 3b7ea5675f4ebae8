package dev.tminus.app.postgres.activity;

import static dev.tminus.app.postgres.TestServer.execute;
import static dev.tminus.app.postgres.TestServer.rows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.app.Beside;
import dev.tminus.app.ScriptedContext;
import dev.tminus.app.postgres.TestServers;
import dev.tminus.app.postgres.preflight.PreflightAction;
import dev.tminus.run.Outcome;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code pg.activity} and the questions of {@code pg.preflight} about the server, on every version. */
class ActivityActionTest {

    @TempDir
    Path folder;

    private final ActivityAction activity = new ActivityAction();
    private final PreflightAction preflight = new PreflightAction();

    @ParameterizedTest
    @MethodSource("dev.tminus.app.postgres.TestServers#versions")
    void a_statement_that_got_slower_is_shown_against_what_it_was(int version) throws SQLException {
        TestServers.Server server = TestServers.of(version);
        String database = server.newDatabase();
        try (Connection own = server.connect(database)) {
            execute(own, "create extension pg_stat_statements; create table gifts (id int)");
            execute(own, "create table pace as select 0.0 as seconds");
            execute(own, "select pg_sleep(seconds) from pace");
            ScriptedContext first = context(server, database).step("first");
            done(activity.perform(first));
            execute(own, "insert into gifts select generate_series(1, 50000)");
            execute(own, "update pace set seconds = 0.5");
            execute(own, "select pg_sleep(seconds) from pace");
            execute(own, "begin; insert into gifts values (1); rollback");

            Map<String, Object> result = done(activity.perform(context(server, database)
                    .of(first.run())
                    .step("second")
                    .with("slowest", 50L)
                    .with("against", "first")));

            assertThat(row(result, "select pg_sleep(seconds) from pace"))
                    .containsEntry("new", false)
                    .containsEntry("calls", 1L)
                    .extractingByKey("times_slower")
                    .satisfies(times -> assertThat((double) times).isGreaterThan(1.0));
            assertThat(row(result, "insert into gifts select generate_series")).containsEntry("new", true);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.tminus.app.postgres.TestServers#versions")
    void who_waits_and_who_holds_it_up_is_shown(int version) throws Exception {
        TestServers.Server server = TestServers.of(version);
        String database = server.newDatabase();
        try (Connection holder = server.connect(database);
                Connection waiter = server.connect(database)) {
            execute(holder, "create table gifts (id int)");
            execute(holder, "set application_name = 'holder'");
            execute(holder, "begin; lock table gifts");
            String process = rows(waiter, "select pg_backend_pid()").get(0);
            CompletableFuture<Void> waiting = Beside.run(() -> count(waiter));
            await(holder, process, waiting);

            Map<String, Object> result = done(activity.perform(context(server, database)));
            execute(holder, "rollback");
            waiting.join();

            assertThat((List<?>) result.get("blocked"))
                    .singleElement()
                    .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.map(String.class, Object.class))
                    .containsEntry("process", Long.valueOf(process))
                    .containsEntry("blocked_by_application", "holder")
                    .containsEntry("query", "select count(*) from gifts");
        }
    }

    @ParameterizedTest
    @MethodSource("dev.tminus.app.postgres.TestServers#versions")
    void every_question_about_the_server_has_its_finding(int version) throws SQLException {
        TestServers.Server server = TestServers.of(version);
        String database = server.newDatabase();
        try (Connection own = server.connect(database)) {
            execute(own, "create table gifts as select generate_series(1, 50000)");

            assertThat(findings(server, database, 1_000L, "30s")).containsOnly(true);
            assertThat(findings(server, database, 1L, "29s"))
                    .containsExactly(true, true, false, true, true, true, true, false, false);
        }
    }

    private List<Object> findings(TestServers.Server server, String database, long free, String timeout) {
        Outcome outcome = preflight.perform(context(server, database)
                .with("creates_in", List.of("public"))
                .with("pool", Map.of("user", "postgres", "most", free > 1 ? 5L : 5_000L))
                .with("replication_lag", "30s")
                .with("slots_behind_mb", 1_000_000L)
                .with("transactions_left", 1_000_000L)
                .with("no_stubborn_vacuum", true)
                .with("room_for", Map.of("tables", List.of("gifts"), "free_mb", free))
                .with("settings", Map.of("lock_timeout", timeout)));
        Map<String, Object> result = outcome instanceof Outcome.Done done
                ? done.result().map()
                : ((Outcome.Failed) outcome).result().map();
        return ((List<?>) result.get("rows"))
                .stream().<Object>map(row -> ((Map<?, ?>) row).get("ok")).toList();
    }

    private static void count(Connection connection) {
        try {
            execute(connection, "select count(*) from gifts");
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static void await(Connection connection, String process, CompletableFuture<Void> waiting)
            throws SQLException {
        while (!waiting.isDone()
                && rows(connection, "select 1 from pg_locks where not granted and pid = " + process)
                        .isEmpty()) {
            Thread.onSpinWait();
        }
    }

    private static Map<String, Object> row(Map<String, Object> result, String query) {
        return ((List<?>) result.get("rows"))
                .stream()
                        .map(row -> {
                            @SuppressWarnings("unchecked")
                            Map<String, Object> typed = (Map<String, Object>) row;
                            return typed;
                        })
                        .filter(row -> row.get("query").toString().startsWith(query))
                        .findFirst()
                        .orElseThrow();
    }

    private static Map<String, Object> done(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done) outcome).result().map();
    }

    private ScriptedContext context(TestServers.Server server, String database) {
        return new ScriptedContext(folder)
                .connection("main", Map.of("url", server.url(database), "lock_timeout", "30s"))
                .with("db", "main");
    }
}
