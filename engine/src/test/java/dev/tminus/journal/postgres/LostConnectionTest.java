package dev.tminus.journal.postgres;

import static dev.tminus.journal.Runs.append;
import static dev.tminus.journal.Runs.phases;
import static dev.tminus.journal.Runs.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.tminus.journal.Append;
import dev.tminus.journal.Head;
import dev.tminus.journal.JournalRewoundException;
import dev.tminus.journal.JournalUnavailableException;
import dev.tminus.journal.JournalUnavailableException.Reason;
import dev.tminus.journal.JournalUnavailableException.Write;
import dev.tminus.journal.RunFilter;
import dev.tminus.journal.StaleHeadException;
import dev.tminus.run.RunId;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class LostConnectionTest {
    private static final RunId RUN = new RunId("r-20261201-7k3mq9");

    private final JournalAddress direct = TestDatabases.journal();
    private FaultProxy proxy;
    private PostgresJournal journal;

    @BeforeEach
    void connectThroughTheProxy() throws IOException {
        proxy = new FaultProxy(TestDatabases.port());
        String url = direct.url().replace(":" + TestDatabases.port(), ":" + proxy.port());
        JournalAddress address = new JournalAddress(url, direct.user(), direct.password(), Duration.ofSeconds(2));
        journal = PostgresJournal.open(address, InstantSource.system());
    }

    @AfterEach
    void close() throws IOException {
        journal.close();
        proxy.close();
    }

    private void insteadOfUs(Consumer<PostgresJournal> action) {
        try (PostgresJournal other = PostgresJournal.open(direct, InstantSource.system())) {
            action.accept(other);
        }
    }

    @Test
    void a_commit_whose_reply_is_lost_is_found_and_not_written_twice() {
        Head first = start(journal, RUN);
        proxy.swallowReply(1);

        Head head = journal.append(append(RUN, first, "second"));

        assertThat(journal.read(RUN).events()).isEqualTo(phases("first", "second"));
        assertThat(journal.read(RUN).head()).isEqualTo(head);
    }

    @Test
    void a_start_whose_reply_is_lost_is_found() {
        proxy.swallowReply(1);

        Head head = start(journal, RUN);

        assertThat(journal.read(RUN).head()).isEqualTo(head);
    }

    @Test
    void a_request_that_never_arrived_is_sent_again() {
        Head first = start(journal, RUN);
        proxy.swallowRequest(1);

        journal.append(append(RUN, first, "second"));

        assertThat(journal.read(RUN).events()).isEqualTo(phases("first", "second"));
    }

    @Test
    void every_reply_of_a_write_with_locks_and_notices_may_be_lost() {
        for (int reply = 1; reply <= 6; reply++) {
            RunId run = new RunId("run-" + reply);
            Append.Notice notice = new Append.Notice("slack", run + ":first", "{}");
            proxy.swallowReply(reply);

            journal.start(append(run, Head.EMPTY, "first")
                    .taking(List.of("lock_" + reply))
                    .notifying(List.of(notice)));

            assertThat(journal.read(run).events()).isEqualTo(phases("first"));
        }
        assertThat(journal.outbox().pending(100)).hasSize(6);
        assertThat(journal.runs(RunFilter.ALL, 100)).hasSize(6);
    }

    @Test
    void a_lost_request_that_another_writer_overtook_is_stale() {
        Head first = start(journal, RUN);
        insteadOfUs(other -> other.append(append(RUN, first, "theirs")));
        proxy.swallowRequest(1);

        assertThatThrownBy(() -> journal.append(append(RUN, first, "ours"))).isInstanceOf(StaleHeadException.class);
        assertThat(journal.read(RUN).events()).isEqualTo(phases("first", "theirs"));
    }

    @Test
    void a_journal_that_stays_away_is_unreachable_and_the_write_unknown() throws IOException {
        Head first = start(journal, RUN);
        proxy.close();

        assertThatThrownBy(() -> journal.append(append(RUN, first, "second")))
                .asInstanceOf(type(JournalUnavailableException.class))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.UNREACHABLE))
                .satisfies(e -> assertThat(e.write()).isEqualTo(Write.UNKNOWN))
                .satisfies(e -> assertThat(e).hasMessageContaining("cannot be reached"));
    }

    @Test
    void a_session_that_the_server_ended_is_made_again() {
        Head first = start(journal, RUN);
        TestDatabases.execute(
                direct,
                "select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = current_database()"
                        + " and application_name = 'tminus'");

        assertThat(journal.append(append(RUN, first, "second")).seq()).isEqualTo(2);
        assertThatCode(journal::now).doesNotThrowAnyException();
    }

    @Test
    void a_journal_that_lost_what_it_acknowledged_is_refused() {
        Head first = start(journal, RUN);
        Head second = journal.append(append(RUN, first, "second"));
        TestDatabases.execute(
                direct,
                "alter table tminus.event disable trigger all;"
                        + " delete from tminus.event where seq = 2; update tminus.run set seq = 1, head_hash = '"
                        + first.hash() + "'");
        proxy.swallowRequest(1);

        assertThatThrownBy(() -> journal.append(append(RUN, second, "third")))
                .isInstanceOf(JournalRewoundException.class)
                .hasMessageContaining("acknowledged event " + second + " of run " + RUN)
                .hasMessageContaining("events up to 1 only");
    }

    @Test
    void a_read_goes_on_over_a_new_connection() {
        start(journal, RUN);
        proxy.swallowReply(1);

        assertThat(journal.read(RUN).events()).isEqualTo(phases("first"));
    }
}
