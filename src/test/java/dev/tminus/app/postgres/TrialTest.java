package dev.tminus.app.postgres;

import static dev.tminus.app.postgres.TestServer.execute;
import static dev.tminus.app.postgres.TestServer.rows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.action.Trial;
import dev.tminus.action.TrialRoom;
import dev.tminus.app.ScriptedContext;
import dev.tminus.app.postgres.migrate.MigrateAction;
import dev.tminus.app.postgres.sql.SqlAction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Steps tried and taken back on a real server. */
class TrialTest {

    @TempDir
    Path folder;

    private final TrialRoom room = new TrialRoom();
    private String database;
    private Connection own;

    @BeforeEach
    void database() throws SQLException {
        database = TestServer.newDatabase();
        own = TestServer.connect(database);
        execute(own, "create table gifts (id int primary key, amount int); insert into gifts values (1, 10), (2, 20)");
    }

    @AfterEach
    void close() throws SQLException {
        room.close();
        own.close();
    }

    @Test
    void a_later_step_sees_what_an_earlier_one_did_and_nothing_is_left() throws Exception {
        migration("1_net", "alter table gifts add net int;\nupdate gifts set net = amount - 1;");

        Trial applied = new MigrateAction(InstantSource.system()).trial(migrate(), room);
        Trial checked = sql("select net from gifts where net is not null");
        room.close();

        assertThat(applied).isInstanceOf(Trial.Works.class);
        assertThat(applied.sentence()).startsWith("1 pending migration in ");
        assertThat(checked.sentence()).endsWith("the last gave or changed 2 rows");
        assertThat(rows(own, "select * from gifts order by id")).containsExactly("1|10", "2|20");
        assertThat(rows(own, "select to_regclass('_prisma_migrations')")).containsExactly("null");
    }

    @Test
    void a_step_that_would_fail_says_why_and_the_steps_after_it_say_what_they_lack() throws Exception {
        migration("1_net", "alter table gifts add net int;\nupdate gifts set net = nowhere;");

        Trial applied = new MigrateAction(InstantSource.system()).trial(migrate(), room);
        Trial checked = sql("select net from gifts");

        assertThat(applied).isInstanceOf(Trial.Fails.class);
        assertThat(applied.sentence())
                .startsWith("Migration 1_net, line 2 (update gifts set net = nowhere): ERROR 42703");
        assertThat(checked).isInstanceOf(Trial.Fails.class);
        assertThat(checked.sentence()).endsWith("What came before it on this database is not all there: apply.");
    }

    @Test
    void a_statement_that_cannot_be_taken_back_is_not_tried() throws Exception {
        migration("1_index", "create index concurrently gifts_amount on gifts (amount)");

        Trial applied = new MigrateAction(InstantSource.system()).trial(migrate(), room);
        Trial alone = new SqlAction().trial(step("vacuum gifts").with("transaction", "none"), room);

        assertThat(applied).isInstanceOf(Trial.NotTried.class);
        assertThat(alone).isInstanceOf(Trial.NotTried.class);
        assertThat(rows(own, "select count(*) from pg_indexes where tablename = 'gifts'"))
                .containsExactly("1");
    }

    @Test
    void a_script_cannot_commit_what_is_only_tried() throws Exception {
        migration("1_sly", "insert into gifts values (3, 30); commit; insert into gifts values (4, 40);");

        Trial applied = new MigrateAction(InstantSource.system()).trial(migrate(), room);
        Trial inBlock = sql("do $$ begin insert into gifts values (5, 50); commit; end $$");
        room.close();

        assertThat(applied).isInstanceOf(Trial.NotTried.class);
        assertThat(inBlock).isInstanceOf(Trial.Fails.class);
        assertThat(rows(own, "select count(*) from gifts")).containsExactly("2");
    }

    @Test
    void what_only_a_commit_would_check_is_checked() throws SQLException {
        execute(own, "create table forms (gift int references gifts deferrable initially deferred)");

        assertThat(sql("insert into forms values (99)").sentence()).startsWith("ERROR 23503");
        assertThat(sql("insert into forms values (1)")).isInstanceOf(Trial.Works.class);
    }

    @Test
    void a_read_only_step_may_not_write_and_the_step_after_it_may() {
        Trial reading = new SqlAction().trial(step("delete from gifts").with("read_only", true), room);
        Trial writing = sql("set role none; set search_path = nowhere; delete from public.gifts");
        Trial after = sql("insert into gifts values (1, 11)");

        assertThat(reading.sentence()).startsWith("ERROR 25006");
        assertThat(writing).isInstanceOf(Trial.Works.class);
        assertThat(after).isInstanceOf(Trial.Works.class);
    }

    @Test
    void a_lock_that_another_session_holds_is_not_waited_for_long() throws SQLException {
        own.setAutoCommit(false);
        execute(own, "lock table gifts in access exclusive mode");

        Trial trial = new SqlAction().trial(step("delete from gifts").with("lock_timeout", "50ms"), room);
        own.rollback();
        own.setAutoCommit(true);

        assertThat(trial.sentence()).startsWith("ERROR 55P03");
    }

    private Trial sql(String text) {
        return new SqlAction().trial(step(text), room);
    }

    private ScriptedContext step(String text) {
        return context().with("text", text);
    }

    private ScriptedContext migrate() {
        return context().with("tool", "prisma").with("dir", "prisma");
    }

    private ScriptedContext context() {
        return new ScriptedContext(folder)
                .connection("main", Map.of("url", TestServer.url(database)))
                .with("db", "main");
    }

    private void migration(String name, String script) throws IOException {
        Files.createDirectories(folder.resolve("prisma/" + name));
        Files.writeString(folder.resolve("prisma/" + name + "/migration.sql"), script);
    }
}
