package dev.tminus.app.postgres.activity;

import static dev.tminus.app.postgres.TestServer.execute;
import static dev.tminus.app.postgres.TestServer.rows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.app.ScriptedContext;
import dev.tminus.app.postgres.TestServer;
import dev.tminus.run.Outcome;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That {@code pg.drain} ends what it is told to, and nothing else. */
class DrainActionTest {

    @TempDir
    Path folder;

    private final DrainAction drain = new DrainAction();
    private String database;
    private Connection web;
    private Connection worker;
    private Connection ours;

    @BeforeEach
    void sessions() throws SQLException {
        database = TestServer.newDatabase();
        web = session("web");
        worker = session("worker");
        ours = session("tminus/r-20261201-aaaaaa/1");
    }

    @AfterEach
    void close() throws SQLException {
        web.close();
        worker.close();
        ours.close();
    }

    @Test
    void the_sessions_of_an_application_end_and_no_others() throws SQLException {
        Outcome outcome = drain.perform(context().with("application", "web"));

        assertThat(ended(outcome)).containsExactly("web");
        assertThat(alive(web)).isFalse();
        assertThat(alive(worker)).isTrue();
    }

    @Test
    void sessions_of_runs_never_end_whatever_fits_them() throws SQLException {
        assertThat(ended(drain.perform(context().with("user", "postgres")))).containsExactlyInAnyOrder("web", "worker");
        assertThat(ended(drain.perform(context().with("application", "tminus/r-20261201-aaaaaa/1"))))
                .isEmpty();
        assertThat(alive(ours)).isTrue();
    }

    @Test
    void every_key_has_to_fit() throws SQLException {
        execute(worker, "begin");

        ScriptedContext idle = context().with("user", "postgres").with("state", "idle_in_transaction");
        assertThat(ended(drain.perform(idle.with("older_than", "1h")))).isEmpty();
        assertThat(ended(drain.perform(idle.with("older_than", "0s")))).containsExactly("worker");
        assertThat(alive(web)).isTrue();
    }

    @Test
    void more_sessions_than_allowed_are_left_alone() throws SQLException {
        Outcome outcome = drain.perform(context().with("user", "postgres").with("most", 1L));

        assertThat(((Outcome.Failed) outcome).reason()).contains("2 sessions fit, more than the 1");
        assertThat(alive(web)).isTrue();
    }

    @Test
    void a_step_that_names_nothing_is_refused() throws SQLException {
        assertThat(((Outcome.Failed) drain.perform(context())).reason())
                .startsWith("pg.drain ends only sessions it is told to");
        assertThat(alive(web)).isTrue();
    }

    @Test
    void cancelling_leaves_the_session() throws SQLException {
        Outcome outcome = drain.perform(context().with("application", "web").with("how", "cancel"));

        assertThat(ended(outcome)).containsExactly("web");
        assertThat(alive(web)).isTrue();
    }

    @Test
    void replication_is_no_session_to_end() throws SQLException {
        try (Connection standby = DriverManager.getConnection(TestServer.jdbc(database)
                + "&replication=database&assumeMinServerVersion=15&preferQueryMode=simple" + "&ApplicationName=web")) {
            assertThat(ended(drain.perform(context().with("application", "web"))))
                    .containsExactly("web");
            assertThat(standby.isValid(5)).isTrue();
        }
    }

    private Connection session(String application) throws SQLException {
        Connection connection = TestServer.connect(database);
        execute(connection, "set application_name = '" + application + "'");
        return connection;
    }

    private static boolean alive(Connection connection) {
        try {
            return rows(connection, "select 1").equals(List.of("1"));
        } catch (SQLException gone) {
            return false;
        }
    }

    private static List<Object> ended(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        Object ended = ((Outcome.Done) outcome).result().map().get("ended");
        return ((List<?>) ended)
                .stream()
                        .<Object>map(row -> ((Map<?, ?>) row).get("application"))
                        .toList();
    }

    private ScriptedContext context() {
        return new ScriptedContext(folder)
                .connection("main", Map.of("url", TestServer.url(database)))
                .with("db", "main");
    }
}
