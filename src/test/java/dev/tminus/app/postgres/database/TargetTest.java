package dev.tminus.app.postgres.database;

import static dev.tminus.app.postgres.TestServer.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tminus.app.ScriptedContext;
import dev.tminus.app.postgres.TestServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetTest {

    @TempDir
    Path folder;

    @Test
    void a_url_of_prisma_is_understood() {
        Map<String, String> parts = TargetUrl.parse(
                "main", "postgres://app%40x:p%2Fw@db.example.org:6000/gifts?schema=app&connection_limit=5");

        assertThat(parts)
                .isEqualTo(Map.of(
                        "user",
                        "app@x",
                        "password",
                        "p/w",
                        "host",
                        "db.example.org",
                        "port",
                        "6000",
                        "dbname",
                        "gifts",
                        "schema",
                        "app"));
    }

    @Test
    void a_jdbc_url_is_understood() {
        Map<String, String> parts = TargetUrl.parse(
                "main", "jdbc:postgresql://h1:1,h2:2/gifts?user=u&password=p&sslmode=require&loggerLevel=TRACE");

        assertThat(parts)
                .isEqualTo(Map.of(
                        "host",
                        "h1,h2",
                        "port",
                        "1,2",
                        "dbname",
                        "gifts",
                        "user",
                        "u",
                        "password",
                        "p",
                        "sslmode",
                        "require"));
    }

    @Test
    void what_stands_beside_db_wins_over_the_connection() {
        TargetAddress address = TargetAddress.of(
                "main",
                new Inputs(Map.of("url", "postgresql://u:p@one:1,two:2/gifts")),
                new Inputs(Map.of("host", "restored.example.org", "dbname", "scratch")));

        assertThat(address.url()).isEqualTo("jdbc:postgresql://restored.example.org:1/scratch");
        assertThat(address.toString()).isEqualTo("connection 'main' (database 'scratch' on restored.example.org:1)");
    }

    @Test
    void a_session_says_whose_it_is_and_has_the_settings_of_the_connection() throws Exception {
        Map<String, Object> settings = Map.of(
                "url", TestServer.url(TestServer.newDatabase()) + "?schema=App&pool_timeout=3",
                "lock_timeout", "5s",
                "role", "pg_monitor");
        ScriptedContext context = context(settings).with("statement_timeout", 0L);

        try (Connection connection = Target.of(context).open()) {
            assertThat(
                            rows(
                                    connection,
                                    "select current_setting('application_name'), current_setting('lock_timeout'),"
                                            + " current_setting('statement_timeout'), current_setting('search_path'), current_user"))
                    .containsExactly("tminus/" + context.run() + "/1|5s|0|\"App\"|pg_monitor");
        }
    }

    @Test
    void a_host_nobody_knows_is_named() {
        refusal("postgresql://u:s3cret@no-such-host.invalid/gifts")
                .hasMessage("connection 'main' (database 'gifts' on no-such-host.invalid:5432): no such host. "
                        + "Check the host name of connection 'main' and the name service.");
    }

    @Test
    void a_port_where_nobody_answers_is_named() throws Exception {
        try (Socket bound = new Socket()) {
            // Taken, so that nobody else listens there meanwhile; nobody does.
            bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

            refusal("postgresql://u:s3cret@127.0.0.1:" + bound.getLocalPort() + "/gifts")
                    .hasMessageContaining("nobody answers at 127.0.0.1:" + bound.getLocalPort())
                    .hasMessageNotContaining("s3cret");
        }
    }

    @Test
    void an_unknown_database_is_named() throws Exception {
        refusal(TestServer.url("no_such_database"))
                .hasMessageContaining("database 'no_such_database' on 127.0.0.1:")
                .hasMessageContaining("there is no such database on that server");
    }

    @Test
    void a_server_without_tls_is_named() throws Exception {
        refusal(TestServer.url("postgres") + "?sslmode=require")
                .hasMessageContaining("no TLS session comes about")
                .hasMessageContaining("Check sslmode");
    }

    @Test
    void a_wrong_password_is_named_and_not_repeated() throws Exception {
        URI server = URI.create(TestServer.url("postgres"));
        try (FakeServer refusing = new FakeServer("28P01", "password authentication failed for user \"u\"")) {
            refusal("postgresql://u:s3cret@127.0.0.1:" + refusing.port() + server.getPath())
                    .hasMessageContaining(
                            "the server refuses the password of user 'u'. Check the secret behind connection 'main'")
                    .hasMessageNotContaining("s3cret");
        }
    }

    @Test
    void a_connection_that_is_not_declared_is_named() {
        assertThatThrownBy(() -> Target.of(new ScriptedContext(folder).with("db", "other")))
                .hasMessage("There is no connection 'other'; declare it under connections.");
    }

    @Test
    void an_unreadable_url_is_not_repeated() {
        for (String url : List.of("mysql://u:s3cret@h/x", "jdbc:mysql://u:s3cret@h/x", "postgres:u:s3cret")) {
            refusal(url).hasMessageContaining("connection 'main'").hasMessageNotContaining("s3cret");
        }
    }

    private AbstractThrowableAssert<?, ? extends Throwable> refusal(String url) {
        return assertThatThrownBy(
                        () -> Target.of(context(Map.of("url", url))).open().close())
                .isInstanceOf(TargetRefused.class);
    }

    private ScriptedContext context(Map<String, Object> settings) {
        return new ScriptedContext(folder).connection("main", settings).with("db", "main");
    }
}
