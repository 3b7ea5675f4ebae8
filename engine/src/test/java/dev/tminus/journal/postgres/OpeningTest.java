package dev.tminus.journal.postgres;

import static dev.tminus.journal.Runs.append;
import static dev.tminus.journal.Runs.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.tminus.journal.Head;
import dev.tminus.journal.JournalContract;
import dev.tminus.journal.JournalUnavailableException;
import dev.tminus.journal.JournalUnavailableException.Reason;
import dev.tminus.journal.RunFilter;
import dev.tminus.run.RunId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What a journal that cannot be used says, and whom its tables obey. */
class OpeningTest {
    private static final RunId RUN = new RunId("r-20261201-7k3mq9");

    private static PostgresJournal open(JournalAddress address) {
        return PostgresJournal.open(address, InstantSource.system());
    }

    private static JournalAddress as(JournalAddress address, String user, String password) {
        return new JournalAddress(address.url(), user, password, Duration.ofSeconds(2));
    }

    private static void refused(Reason reason, String sentence, ThrowingCallable call) {
        assertThatThrownBy(call)
                .asInstanceOf(type(JournalUnavailableException.class))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason))
                .satisfies(e -> assertThat(e).hasMessageContaining(sentence));
    }

    /** A login made for one test; the server trusts every login, so the password does not matter. */
    private static String login(JournalAddress address, String attributes) {
        String name = "login_" + address.url().replaceFirst(".*/", "");
        TestDatabases.execute(address, "create role " + name + " login " + attributes);
        return name;
    }

    @Test
    void an_address_where_nobody_listens_is_unreachable_at_once() {
        JournalAddress nobody = TestDatabases.address(1, "postgres");

        refused(Reason.UNREACHABLE, "cannot be reached", () -> open(nobody));
    }

    @Test
    void a_missing_database_and_an_unknown_login_are_said_so() {
        refused(
                Reason.UNREACHABLE,
                "no such database",
                () -> open(TestDatabases.address(TestDatabases.port(), "nothere")));
        refused(
                Reason.WRONG_PASSWORD,
                "check user and password",
                () -> open(as(TestDatabases.journal(), "nobody", "secret")));
    }

    @Test
    void a_password_is_in_no_message_and_no_text() {
        JournalAddress address = as(TestDatabases.journal(), "nobody", "pa55word");

        assertThat(address.toString()).doesNotContain("pa55word");
        assertThatThrownBy(() -> open(address)).hasMessageNotContaining("pa55word");
    }

    @Test
    void many_commands_may_make_the_tables_at_once() throws Exception {
        JournalAddress empty = TestDatabases.empty();

        List<Optional<Integer>> opened = JournalContract.atOnce(4, number -> {
            try (PostgresJournal journal = open(empty)) {
                return journal.runs(RunFilter.ALL, 1).size();
            }
        });

        assertThat(opened).containsOnly(Optional.of(0)).hasSize(4);
    }

    @Test
    void tables_of_a_newer_program_are_refused() {
        JournalAddress address = TestDatabases.journal();
        TestDatabases.execute(address, "create or replace view tminus.journal_version as select 99 as version");

        refused(Reason.NEWER_SCHEMA, "its tables are version 99, this program knows 2", () -> open(address));
    }

    @Test
    void a_read_only_journal_can_be_read_and_says_so_when_written() {
        JournalAddress address = TestDatabases.journal();
        try (PostgresJournal journal = open(address)) {
            start(journal, RUN);
        }
        String name = address.url().replaceFirst(".*/", "");
        TestDatabases.execute(address, "alter database " + name + " set default_transaction_read_only = on");

        try (PostgresJournal journal = open(address)) {
            Head head = journal.read(RUN).head();
            refused(Reason.READ_ONLY, "is read-only", () -> journal.append(append(RUN, head, "second")));
        }
    }

    @Test
    void a_full_disk_of_the_journal_is_named_and_nothing_is_written_until_there_is_room() {
        JournalAddress address = TestDatabases.journal();
        try (PostgresJournal journal = open(address)) {
            Head head = start(journal, RUN);
            TestDatabases.execute(address, """
                    create function full_disk() returns trigger language plpgsql as $$
                    begin raise 'could not extend file: No space left on device' using errcode = 'disk_full'; end $$;
                    create trigger full_disk before insert on tminus.event execute function full_disk()""");

            refused(Reason.FULL, "make room, then resume", () -> journal.append(append(RUN, head, "second")));

            TestDatabases.execute(address, "drop trigger full_disk on tminus.event");
            assertThat(journal.append(append(RUN, head, "second")).seq()).isEqualTo(head.seq() + 1);
        }
    }

    @Test
    void a_login_that_may_not_create_anything_is_told_what_it_lacks() {
        JournalAddress empty = TestDatabases.empty();

        refused(Reason.NOT_ALLOWED, "lacks a right", () -> open(as(empty, login(empty, ""), "")));
    }

    @Test
    void an_ordinary_login_makes_the_tables_without_roles() {
        JournalAddress empty = TestDatabases.empty();
        String login = login(empty, "");
        TestDatabases.execute(
                empty, "grant create on database " + empty.url().replaceFirst(".*/", "") + " to " + login);

        try (PostgresJournal journal = open(as(empty, login, ""))) {
            assertThat(journal.append(append(RUN, start(journal, RUN), "second"))
                            .seq())
                    .isEqualTo(2);
        }
    }

    @Test
    void an_auditor_reads_and_a_writer_writes() {
        JournalAddress address = TestDatabases.journal();
        String writer = login(address, "in role tminus_writer");
        try (PostgresJournal journal = open(as(address, writer, ""))) {
            start(journal, RUN);
            assertThat(journal.acquire(RUN, "node-1", Duration.ofSeconds(20)).epoch())
                    .isEqualTo(1);
        }
        TestDatabases.execute(
                address,
                "alter role " + writer + " rename to " + writer + "_a; grant tminus_auditor to " + writer
                        + "_a; revoke tminus_writer from " + writer + "_a");

        try (PostgresJournal journal = open(as(address, writer + "_a", ""))) {
            Head head = journal.read(RUN).head();
            refused(Reason.NOT_ALLOWED, "tminus_writer", () -> journal.append(append(RUN, head, "second")));
        }
    }

    @Test
    void nobody_changes_or_removes_what_was_written() {
        JournalAddress address = TestDatabases.journal();
        try (PostgresJournal journal = open(address)) {
            start(journal, RUN);
        }
        for (String change : List.of(
                "update tminus.event set body = ''",
                "delete from tminus.event",
                "truncate tminus.event",
                "delete from tminus.chunk",
                "update tminus.output set size = 1",
                "delete from tminus.run")) {
            assertThatThrownBy(() -> TestDatabases.execute(address, "set role tminus_writer; " + change))
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> TestDatabases.execute(address, "set role tminus_owner; " + change))
                    .hasMessageContaining("append-only");
            assertThatThrownBy(
                            () -> TestDatabases.execute(address, "set session_replication_role = replica; " + change))
                    .hasMessageContaining("append-only");
        }
    }

    @Test
    void a_line_that_does_not_fit_its_hash_is_refused_by_the_table() {
        JournalAddress address = TestDatabases.journal();
        try (PostgresJournal journal = open(address)) {
            start(journal, RUN);
        }

        assertThatThrownBy(() -> TestDatabases.execute(
                        address, "insert into tminus.event values ('" + RUN + "', 2, '{}', '" + "0".repeat(64) + "')"))
                .hasMessageContaining("violates check constraint");
    }
}
