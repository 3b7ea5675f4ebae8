package dev.tminus.app.postgres.cleanup;

import static dev.tminus.app.Outcomes.done;
import static dev.tminus.app.Outcomes.reason;
import static dev.tminus.app.postgres.TestServer.execute;
import static dev.tminus.app.postgres.TestServer.rows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.app.ScriptedContext;
import dev.tminus.app.postgres.TestServers;
import dev.tminus.app.postgres.migrate.MigrateAction;
import dev.tminus.run.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** That {@code pg.cleanup} drops what a step made, and never what held data before it. */
class CleanupActionTest {

    private static final String SCHEMA = """
            create table gifts (id int primary key, note text, amount int);
            insert into gifts values (1, 'a', 5), (2, 'b', 6);
            create view paid as select id from gifts;
            """;

    @TempDir
    Path folder;

    private final MigrateAction migrate = new MigrateAction(InstantSource.system());
    private final CleanupAction cleanup = new CleanupAction();
    private TestServers.Server server = TestServers.of(15);
    private String database = "";
    private Connection own;
    private ScriptedContext step;

    @AfterEach
    void close() throws SQLException {
        own.close();
    }

    @ParameterizedTest
    @MethodSource("dev.tminus.app.postgres.TestServers#versions")
    void everything_a_step_made_goes_and_the_schema_is_as_before(int version) throws Exception {
        server = TestServers.of(version);
        migrated("""
                create type state as enum ('new', 'old');
                create table "Don.ors" (id serial primary key, "the name" text, state state, best int);
                create table badges (id int primary key, donor int references "Don.ors");
                alter table "Don.ors" add foreign key (best) references badges;
                alter table gifts add column "net.amount" numeric check ("net.amount" > 0), add column donor int references badges;
                create index on gifts (note);
                create view named as select "the name" from "Don.ors";
                create view named_again as select * from named;
                create function twice(i int, s state default 'new') returns int language sql as 'select 2 * i';
                create schema extra;
                create sequence extra.numbers;
                create materialized view extra.sums as select sum(amount) from gifts;
                create trigger none before update on gifts for each row execute function suppress_redundant_updates_trigger();
                """);

        Map<String, Object> result = done(cleanup.perform(context()));

        assertThat(result).containsEntry("left", List.of());
        assertThat((List<?>) result.get("dropped")).hasSizeGreaterThan(10);
        assertThat(rows(own, "select count(*) from gifts")).containsExactly("2");
        assertThat(done(cleanup.perform(context()))).containsEntry("dropped", List.of());
    }

    @Test
    void rows_written_since_keep_everything_where_it_is() throws Exception {
        migrated("create table donors (id int); create index on gifts (note)");
        execute(own, "insert into donors values (1)");

        assertThat(reason(cleanup.perform(context().with("with_rows", true))))
                .isEqualTo(
                        "Nothing was dropped: rows were written into public.donors since: 1 rows now, 0 when the step ended.");
        assertThat(rows(own, "select to_regclass('gifts_note_idx')")).containsExactly("gifts_note_idx");
    }

    @Test
    void rows_the_step_wrote_itself_go_only_when_that_is_said() throws Exception {
        migrated("create table donors as select 1 as id; alter table gifts add column net int default 7");

        assertThat(reason(cleanup.perform(context())))
                .contains("table public.donors holds 1 rows; with_rows: true")
                .contains("column public.gifts.net holds values");
        assertThat(done(cleanup.perform(context().with("with_rows", true))))
                .containsEntry("left", List.of())
                .containsEntry("dropped", List.of("column public.gifts.net", "table public.donors"));
    }

    /** However a step moved them, the rows from before the run are still there. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    drop view paid; alter table gifts rename to presents | select count(*) from presents
                    create schema kept; alter table gifts set schema kept | select count(*) from kept.gifts
                    alter table gifts rename column note to remark | select count(remark) from gifts
                    create table presents as table gifts; drop table gifts cascade | select count(*) from presents
                    drop view paid; create table p as table gifts; drop table gifts; alter table p rename to gifts | select count(*) from gifts
                    alter table gifts add column text text; update gifts set text = note; alter table gifts drop column note | select count(text) from gifts
                    create table presents (id int, note text, amount int) partition by list (id); alter table presents attach partition gifts default | select count(*) from presents
                    """)
    void rows_from_before_the_run_are_never_dropped(String migration, String count) throws Exception {
        migrated(migration);

        cleanup.perform(context().with("with_rows", true));

        assertThat(rows(own, count)).containsExactly("2");
    }

    @Test
    void what_cannot_be_undone_is_named() throws Exception {
        migrated(
                "alter table gifts drop column amount, add column net int; alter table gifts alter column note set not null");

        assertThat(done(cleanup.perform(context())).get("left").toString())
                .contains("- column public.gifts.amount integer")
                .contains("+ column public.gifts.note text not null")
                .doesNotContain("net");
    }

    @Test
    void what_others_made_since_stays_and_what_they_built_on_too() throws Exception {
        migrated("create table donors (id int); create view ids as select id from donors");
        execute(own, "create table others (id int)");
        execute(own, "create index by_hand on donors (id)");

        assertThat(reason(cleanup.perform(context())))
                .contains("index public.by_hand was made since by others, on what the step made");

        execute(own, "drop index by_hand; create view by_hand as select * from ids");
        assertThat(reason(cleanup.perform(context())))
                .contains("view public.ids")
                .contains("depend");
        execute(own, "drop view by_hand");
        assertThat(done(cleanup.perform(context())).get("left").toString()).contains("+ table public.others");
    }

    @Test
    void a_step_that_kept_nothing_is_not_cleaned_up_after() throws Exception {
        migrated("create table donors (id int)");

        assertThat(reason(cleanup.perform(context().with("step", "other"))))
                .startsWith("Nothing is kept of what step 'other' created");
    }

    private void migrated(String sql) throws SQLException, IOException {
        database = server.newDatabase();
        own = server.connect(database);
        execute(own, SCHEMA);
        Path directory = Files.createDirectories(folder.resolve("sql"));
        Files.writeString(directory.resolve("001_change.sql"), sql);
        step = connected().step("apply").with("tool", "sql").with("dir", "sql");
        assertThat(migrate.perform(step)).isInstanceOf(Outcome.Done.class);
    }

    private ScriptedContext context() {
        return connected().of(step.run()).step("clean").with("step", "apply");
    }

    private ScriptedContext connected() {
        return new ScriptedContext(folder)
                .connection("main", Map.of("url", server.url(database)))
                .with("db", "main");
    }
}
