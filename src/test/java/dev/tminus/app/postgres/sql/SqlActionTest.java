package dev.tminus.app.postgres.sql;

import static dev.tminus.app.postgres.TestServer.execute;
import static dev.tminus.app.postgres.TestServer.rows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.app.ScriptedContext;
import dev.tminus.app.postgres.TestServer;
import dev.tminus.book.Nothing;
import dev.tminus.run.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlActionTest {

    @TempDir
    Path folder;

    private final SqlAction action = new SqlAction();
    private String database;
    private Connection own;

    @BeforeEach
    void database() throws SQLException {
        database = TestServer.newDatabase();
        own = TestServer.connect(database);
        execute(
                own,
                "create table gifts (id int primary key, email text); insert into gifts values (1, 'a'), (2, 'b')");
    }

    @AfterEach
    void close() throws SQLException {
        own.close();
    }

    @Test
    void rows_come_back_as_values_of_their_own_kinds() {
        Outcome outcome = perform("""
                select 7::int as i, 1.5::float8 as d, 12.50::numeric as money, true as b, null::text as n, 'x' as t,
                  timestamptz '2026-01-01 00:00:00+00' as at, interval '90 seconds' as length, date '2026-01-02' as day,
                  '{"a": [1, 2.5, null]}'::jsonb as j, array['p', null] as list, timestamptz 'infinity' as never""");

        Map<String, Object> row = rowsOf(outcome).get(0);
        assertThat(row)
                .containsEntry("i", 7L)
                .containsEntry("d", 1.5)
                .containsEntry("money", 12.5)
                .containsEntry("b", true)
                .containsEntry("n", Nothing.NOTHING)
                .containsEntry("at", Instant.parse("2026-01-01T00:00:00Z"))
                .containsEntry("length", Duration.ofSeconds(90))
                .containsEntry("day", "2026-01-02")
                .containsEntry("j", Map.of("a", List.of(1L, 2.5, Nothing.NOTHING)))
                .containsEntry("list", List.of("p", Nothing.NOTHING))
                .containsEntry("never", "infinity");
    }

    @Test
    void a_script_of_several_statements_gives_the_last_rows_and_the_last_count() {
        Outcome outcome = perform("select id from gifts order by id; update gifts set email = 'c' where id > 1");

        assertThat(rowsOf(outcome)).extracting(row -> row.get("id")).containsExactly(1L, 2L);
        assertThat(done(outcome).result().map()).containsEntry("count", 1L);
    }

    @Test
    void a_file_beside_the_runbook_is_read_and_parameters_are_bound() throws Exception {
        Files.writeString(folder.resolve("smoke.sql"), "insert into gifts values (3, :'email') returning email");

        Outcome outcome = action.perform(
                context().with("file", "smoke.sql").with("params", Map.of("email", "smoke+1@example.com")));

        assertThat(rowsOf(outcome)).extracting(row -> row.get("email")).containsExactly("smoke+1@example.com");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'; drop table gifts; --",
                "\\'; drop table gifts; --",
                "'' || (select 1) || ''",
                "$$; drop table gifts; $$",
                "a'||chr(0)||'b",
                "*/ ; drop table gifts; /*"
            })
    void a_parameter_is_never_more_than_a_value(String value) throws SQLException {
        Outcome outcome = action.perform(context()
                .with("text", "select :'v'::text as v, -- :'v'\n $$:'v'$$ as untouched")
                .with("params", Map.of("v", value)));

        assertThat(rowsOf(outcome)).containsExactly(Map.of("v", value, "untouched", ":'v'"));
        assertThat(rows(own, "select count(*) from gifts")).containsExactly("2");
    }

    @Test
    void a_list_or_a_map_arrives_as_json() {
        Outcome outcome = action.perform(context()
                .with("text", "select (:'v'::jsonb) -> 'a' ->> 1 as second")
                .with("params", Map.of("v", Map.of("a", List.of("p", "q'\"")))));

        assertThat(rowsOf(outcome)).containsExactly(Map.of("second", "q'\""));
    }

    @Test
    void a_name_is_quoted_as_a_name() {
        Outcome outcome = action.perform(context()
                .with("text", "select count(*) as n from :\"t\"")
                .with("params", Map.of("t", "gifts\"; drop")));

        assertThat(reason(outcome)).contains("42P01").contains("gifts\"; drop");
    }

    @Test
    void a_failed_statement_names_its_code_its_line_and_leaves_nothing() throws SQLException {
        Outcome outcome = perform("insert into gifts values (3, 'c');\n\nselect nowhere\nfrom gifts");

        assertThat(reason(outcome))
                .isEqualTo("ERROR 42703: column \"nowhere\" does not exist, at line 3 (select nowhere from gifts). "
                        + "Its transaction was rolled back: nothing of it is left.");
        assertThat(rows(own, "select count(*) from gifts")).containsExactly("2");
    }

    @Test
    void a_rolled_back_step_shows_its_rows_and_leaves_nothing() throws SQLException {
        Outcome outcome = action.perform(context()
                .with("text", "insert into gifts values (3, 'c'); select count(*) as n from gifts")
                .with("transaction", "rollback"));

        assertThat(rowsOf(outcome)).containsExactly(Map.of("n", 3L));
        assertThat(rows(own, "select count(*) from gifts")).containsExactly("2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "delete from gifts",
                "set transaction read write; delete from gifts",
                "select set_config('transaction_read_only', 'off', true)"
            })
    void a_read_only_step_cannot_write(String text) throws SQLException {
        Outcome outcome = action.perform(context().with("text", text).with("read_only", true));

        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        assertThat(rows(own, "select count(*) from gifts")).containsExactly("2");
    }

    @Test
    void without_a_transaction_each_statement_stands_alone() throws SQLException {
        Outcome outcome = action.perform(context()
                .with("text", "create index concurrently gifts_email on gifts (email);\nselect 1/0")
                .with("transaction", "none"));

        assertThat(reason(outcome)).contains("22012").endsWith("The 1 statement before it was done and stays.");
        assertThat(rows(own, "select indisvalid from pg_index where indexrelid = 'gifts_email'::regclass"))
                .containsExactly("t");
    }

    @Test
    void a_transaction_left_open_is_rolled_back_and_reported() throws SQLException {
        Outcome outcome = action.perform(
                context().with("text", "begin; delete from gifts").with("transaction", "none"));

        assertThat(reason(outcome)).startsWith("The SQL begins a transaction and does not end it");
        assertThat(rows(own, "select count(*) from gifts")).containsExactly("2");
    }

    @Test
    void a_text_that_would_end_the_steps_transaction_is_not_sent() throws SQLException {
        Outcome outcome = perform("delete from gifts;\ncommit");

        assertThat(reason(outcome)).startsWith("Line 2 of the SQL: COMMIT begins or ends a transaction");
        assertThat(rows(own, "select count(*) from gifts")).containsExactly("2");
    }

    @Test
    void a_constraint_that_fails_at_commit_leaves_nothing_and_says_so() throws SQLException {
        execute(own, "create table receipts (gift int references gifts deferrable initially deferred)");

        Outcome outcome = perform("insert into receipts values (99)");

        assertThat(reason(outcome)).contains("23503").contains("when the transaction was to be committed");
        assertThat(rows(own, "select count(*) from receipts")).containsExactly("0");
    }

    @Test
    void notices_and_counts_are_shown() {
        ScriptedContext context =
                context().with("text", "do $$ begin raise notice 'half way'; end $$; update gifts set id = id");

        action.perform(context);

        assertThat(context.shown()).contains("half way").contains("update gifts set id = id: 2 rows, ");
    }

    @Test
    void more_rows_than_a_result_holds_are_refused_and_nothing_is_left() throws SQLException {
        Outcome outcome = perform("delete from gifts; select generate_series(1, 5000)");

        assertThat(reason(outcome))
                .startsWith("The last result set has 5000 rows")
                .contains("at most 1000 rows");
        assertThat(rows(own, "select count(*) from gifts")).containsExactly("2");
    }

    @Test
    void a_lock_that_does_not_come_in_time_is_explained() throws SQLException {
        execute(own, "begin; lock table gifts");

        Outcome outcome =
                action.perform(context().with("text", "select 1 from gifts").with("lock_timeout", "100ms"));

        assertThat(reason(outcome)).contains("55P03").contains("Another session holds the lock");
        execute(own, "rollback");
    }

    @Test
    void a_statement_that_takes_too_long_is_ended() {
        Outcome outcome = action.perform(
                context().with("text", "select pg_sleep(60)").with("statement_timeout", Duration.ofMillis(200)));

        assertThat(reason(outcome)).contains("57014").endsWith("nothing of it is left.");
    }

    @Test
    void parameters_that_the_text_never_uses_are_refused() {
        Outcome outcome = action.perform(context().with("text", "select :v").with("params", Map.of("v", 1L)));

        assertThat(reason(outcome))
                .isEqualTo(
                        "params names v, which the SQL never uses; write it as :'v', outside quotes. Nothing was sent.");
    }

    @Test
    void a_secret_that_the_server_repeats_is_hidden() {
        ScriptedContext context = context()
                .secrets("tr0ub4dor")
                .with("text", "do $$ begin raise notice 'tr0ub4dor'; end $$; select :'s'::int")
                .with("params", Map.of("s", "tr0ub4dor"));

        Outcome outcome = action.perform(context);

        assertThat(reason(outcome)).contains("22P02").contains("***").doesNotContain("tr0ub4dor");
        assertThat(context.shown()).doesNotContain("tr0ub4dor");
    }

    private Outcome perform(String text) {
        return action.perform(context().with("text", text));
    }

    private ScriptedContext context() {
        return new ScriptedContext(folder)
                .connection("main", Map.of("url", TestServer.url(database)))
                .with("db", "main");
    }

    private static Outcome.Done done(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return (Outcome.Done) outcome;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> rowsOf(Outcome outcome) {
        return (List<Map<String, Object>>) done(outcome).result().map().get("rows");
    }

    private static String reason(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        return ((Outcome.Failed) outcome).reason();
    }
}
