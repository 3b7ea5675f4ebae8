package dev.tminus.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tminus.app.postgres.TestServer;
import dev.tminus.app.postgres.TestServers;
import dev.tminus.journal.Append;
import dev.tminus.journal.HashChain;
import dev.tminus.journal.Head;
import dev.tminus.journal.History;
import dev.tminus.journal.Journal;
import dev.tminus.journal.RunFacts;
import dev.tminus.journal.postgres.JournalAddress;
import dev.tminus.journal.postgres.PostgresJournal;
import dev.tminus.run.RunEvent;
import dev.tminus.run.RunId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That a journal may lie on every version of PostgreSQL that is supported. */
class JournalVersionsTest {

    private static final Instant START = Instant.parse("2026-12-01T01:00:00Z");
    private static final RunId RUN = new RunId("r-20261201-7k3mq9");

    @ParameterizedTest
    @MethodSource("dev.tminus.app.postgres.TestServers#versions")
    void the_tables_are_made_lines_are_kept_and_their_chain_holds(int version) throws SQLException {
        TestServers.Server server = TestServers.of(version);
        String database = server.newDatabase();
        try (Journal journal = open(server, database)) {
            Head first = journal.start(Append.of(Head.EMPTY, facts(), phases("one")));
            Head last = journal.append(Append.of(first, facts(), phases("two", "three")));

            History history = journal.read(RUN);

            assertThat(last.seq()).isEqualTo(3);
            assertThat(history.events()).hasSize(3);
            assertThat(HashChain.verify(RUN.value(), Head.EMPTY, history.lines().iterator(), last))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("dev.tminus.app.postgres.TestServers#versions")
    void nobody_changes_what_was_written(int version) throws SQLException {
        TestServers.Server server = TestServers.of(version);
        String database = server.newDatabase();
        try (Journal journal = open(server, database);
                Connection superuser = server.connect(database)) {
            journal.start(Append.of(Head.EMPTY, facts(), phases("one")));

            for (String change : List.of("update tminus.event set body = ''", "delete from tminus.event")) {
                assertThatThrownBy(() -> TestServer.execute(superuser, change)).hasMessageContaining("append-only");
                assertThatThrownBy(() -> TestServer.execute(
                                superuser, "begin; set local session_replication_role = replica; " + change))
                        .hasMessageContaining("append-only");
                superuser.createStatement().execute("rollback");
            }
        }
    }

    private static Journal open(TestServers.Server server, String database) {
        String url = "jdbc:postgresql://127.0.0.1:%d/%s".formatted(server.port(), database);
        return PostgresJournal.open(JournalAddress.of(url, "postgres", "postgres"), InstantSource.system());
    }

    private static RunFacts facts() {
        return new RunFacts(
                RUN,
                "donations",
                "production",
                false,
                START,
                "running",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "p".repeat(64),
                "r".repeat(64));
    }

    private static List<RunEvent> phases(String... names) {
        return List.of(names).stream()
                .<RunEvent>map(name -> new RunEvent.PhaseStarted(START, name))
                .toList();
    }
}
