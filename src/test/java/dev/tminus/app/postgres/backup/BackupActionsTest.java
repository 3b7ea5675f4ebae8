package dev.tminus.app.postgres.backup;

import static dev.tminus.app.Outcomes.done;
import static dev.tminus.app.Outcomes.reason;
import static dev.tminus.app.postgres.TestServer.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tminus.app.ScriptedContext;
import dev.tminus.app.postgres.LocalPrograms;
import dev.tminus.app.postgres.TestServer;
import dev.tminus.run.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dumps and restores with PostgreSQL's own programs; where a machine lacks them, these tests are left out and say so. */
class BackupActionsTest {

    @TempDir
    Path folder;

    private String database;
    private Connection own;

    @BeforeEach
    void a_database_with_rows() throws SQLException {
        assumeTrue(LocalPrograms.areHere(), "pg_dump and pg_restore 15 or newer are not on the PATH");
        database = TestServer.newDatabase();
        own = TestServer.connect(database);
        execute(own, """
                create table donors (id int generated always as identity primary key, email text not null unique);
                create table gifts (id serial primary key, donor int not null references donors, amount numeric(12, 2));
                insert into donors (email) select 'd' || n || '@example.org' from generate_series(1, 300) n;
                insert into gifts (donor, amount) select n, n * 1.5 from generate_series(1, 300) n;
                """);
    }

    @AfterEach
    void close() throws SQLException {
        if (own != null) {
            own.close();
        }
    }

    @Test
    void a_dump_says_what_lay_in_the_database_and_was_read_to_its_end() {
        Map<String, Object> result = done(dump("a.dump"));

        assertThat(result).containsEntry("verified", true).containsEntry("rows", 600L);
        assertThat(folder.resolve("a.dump")).hasSize((Long) result.get("bytes"));
        assertThat(folder.resolve("a.dump.contents")).content().contains("table\tpublic.gifts\t300\t");
    }

    @Test
    void a_dump_never_overwrites_another_file() throws Exception {
        Files.writeString(folder.resolve("a.dump"), "the only backup");

        assertThat(reason(dump("a.dump"))).contains("is there already, and a backup is never overwritten");
        assertThat(folder.resolve("a.dump")).hasContent("the only backup");
    }

    @Test
    void a_dump_is_compared_with_its_own_moment_whatever_was_written_since() throws Exception {
        dump("a.dump");
        execute(own, "delete from gifts; alter table donors add column name text");

        assertThat(done(test("a.dump"))).containsEntry("verified", true).containsEntry("rows", 600L);
    }

    @Test
    void a_dump_cut_in_half_fails_although_its_list_can_be_read() throws Exception {
        dump("a.dump");
        Path file = folder.resolve("a.dump");
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 1500));
        Files.delete(Contents.beside(file));
        programs().run(List.of("pg_restore", "--list", file.toString()), line -> {}, () -> false);

        assertThat(reason(test("a.dump"))).contains("pg_restore ended with exit code 1");
        assertThat(scratchDatabases()).isEmpty();
    }

    @Test
    void a_dump_that_is_not_the_file_that_was_taken_is_refused() throws Exception {
        dump("a.dump");
        Files.writeString(folder.resolve("a.dump"), "something else");

        assertThat(reason(test("a.dump"))).contains("is not the file that was dumped");
    }

    @Test
    void without_a_file_the_test_takes_a_dump_of_its_own_and_leaves_nothing() throws Exception {
        assertThat(done(test(null))).containsEntry("verified", true);
        assertThat(scratchDatabases()).isEmpty();
        try (var left = Files.list(folder.resolve("private"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void a_copy_that_something_else_restored_is_compared_row_by_row() throws Exception {
        String copy = TestServer.newDatabase();

        Outcome outcome = new RestoreTestAction().perform(context().with("restored", Map.of("dbname", copy)));

        assertThat(reason(outcome)).contains("public.gifts: absent, was 300 rows");
    }

    @Test
    void a_database_with_rows_is_not_replaced_without_consent_and_the_loss_is_said() throws Exception {
        dump("a.dump");
        execute(own, "insert into gifts (donor, amount) values (1, 7)");

        assertThat(reason(restore(context())))
                .contains("holds 601 rows")
                .contains("public.gifts: 301 rows, was 300")
                .contains("Nothing was done");
        assertThat(TestServer.rows(own, "select count(*) from gifts")).containsExactly("301");
    }

    @Test
    void a_restored_database_takes_over_name_and_settings_and_the_replaced_one_stays() throws Exception {
        dump("a.dump");
        execute(own, "alter database " + database + " set statement_timeout = '77s'");
        execute(own, "alter database " + database + " set search_path = app, public");
        execute(own, "drop table gifts");

        Map<String, Object> result = done(restore(context().approvedAsDestructive()));

        try (Connection back = TestServer.connect(database);
                Connection replaced = TestServer.connect((String) result.get("replaced"))) {
            assertThat(TestServer.rows(back, "select count(*) from gifts")).containsExactly("300");
            assertThat(TestServer.rows(back, "show statement_timeout")).containsExactly("77s");
            assertThat(TestServer.rows(back, "show search_path")).containsExactly("app, public");
            assertThat(TestServer.rows(replaced, "select to_regclass('gifts')")).containsExactly("null");
        }
    }

    @Test
    void an_exchange_broken_off_between_its_two_renames_is_finished() throws Exception {
        dump("a.dump");
        ScriptedContext context = context().with("file", "a.dump").approvedAsDestructive();
        String scratch = Backups.scratchName(context, "restore");
        String replaced = Backups.scratchName(context, "replaced");
        own.close();
        try (Connection server = TestServer.connect("postgres")) {
            execute(server, "create database " + scratch + " template " + database);
            execute(server, "alter database " + database + " rename to " + replaced);
        }

        assertThat(done(new RestoreAction().lookAfter(context))).containsEntry("replaced", replaced);
        try (Connection back = TestServer.connect(database)) {
            assertThat(TestServer.rows(back, "select count(*) from gifts")).containsExactly("300");
        }
    }

    private Outcome dump(String file) {
        return new DumpAction().perform(context().step("dump").with("file", file));
    }

    private Outcome test(String file) {
        ScriptedContext context = context();
        return new RestoreTestAction().perform(file == null ? context : context.with("file", file));
    }

    private static Outcome restore(ScriptedContext context) {
        return new RestoreAction().perform(context.with("file", "a.dump"));
    }

    private ScriptedContext context() {
        return new ScriptedContext(folder)
                .connection("main", Map.of("url", TestServer.url(database)))
                .with("db", "main");
    }

    private static List<String> scratchDatabases() throws SQLException {
        try (Connection server = TestServer.connect("postgres")) {
            return TestServer.rows(server, "select datname from pg_database where datname like 'tminus\\_test%'");
        }
    }

    private static ClientPrograms programs() {
        return new ClientPrograms(Optional.empty(), Map.of());
    }
}
