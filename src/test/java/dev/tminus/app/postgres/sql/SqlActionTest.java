package dev.tminus.app.postgres.sql;

import static dev.tminus.app.Outcomes.done;
import static dev.tminus.app.Outcomes.reason;
import static dev.tminus.app.Outcomes.rowsOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.app.ScriptedContext;
import dev.tminus.app.postgres.OwnDatabase;
import dev.tminus.run.Outcome;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a {@code sql} step runs its statements, what it leaves, and what it says where one fails. */
class SqlActionTest {

    @TempDir
    Path folder;

    private final SqlAction action = new SqlAction();

    @RegisterExtension
    private final OwnDatabase own = OwnDatabase.with(
            "create table gifts (id int primary key, email text); insert into gifts values (1, 'a'), (2, 'b')");

    @Test
    void a_script_of_several_statements_gives_the_last_rows_and_the_last_count() {
        Outcome outcome = perform("select id from gifts order by id; update gifts set email = 'c' where id > 1");

        assertThat(rowsOf(outcome)).extracting(row -> row.get("id")).containsExactly(1L, 2L);
        assertThat(done(outcome)).containsEntry("count", 1L);
    }

    @Test
    void notices_and_counts_are_shown() {
        ScriptedContext context =
                context().with("text", "do $$ begin raise notice 'half way'; end $$; update gifts set id = id");

        action.perform(context);

        assertThat(context.shown()).contains("half way").contains("update gifts set id = id: 2 rows, ");
    }

    @Test
    void a_failed_statement_names_its_code_its_line_and_leaves_nothing() throws SQLException {
        Outcome outcome = perform("insert into gifts values (3, 'c');\n\nselect nowhere\nfrom gifts");

        assertThat(reason(outcome))
                .isEqualTo("ERROR 42703: column \"nowhere\" does not exist, at line 3 (select nowhere from gifts). "
                        + "Its transaction was rolled back: nothing of it is left.\n"
                        + "Cause: gifts has the columns id, email\n"
                        + "Next: mend the name, or apply first what makes the column.");
        assertThat(own.rows("select count(*) from gifts")).containsExactly("2");
    }

    @Test
    void a_rolled_back_step_shows_its_rows_and_leaves_nothing() throws SQLException {
        Outcome outcome = action.perform(context()
                .with("text", "insert into gifts values (3, 'c'); select count(*) as n from gifts")
                .with("transaction", "rollback"));

        assertThat(rowsOf(outcome)).containsExactly(Map.of("n", 3L));
        assertThat(own.rows("select count(*) from gifts")).containsExactly("2");
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
        assertThat(own.rows("select count(*) from gifts")).containsExactly("2");
    }

    @Test
    void without_a_transaction_each_statement_stands_alone() throws SQLException {
        Outcome outcome = action.perform(context()
                .with("text", "create index concurrently gifts_email on gifts (email);\nselect 1/0")
                .with("transaction", "none"));

        assertThat(reason(outcome)).contains("22012").endsWith("The 1 statement before it was done and stays.");
        assertThat(own.rows("select indisvalid from pg_index where indexrelid = 'gifts_email'::regclass"))
                .containsExactly("t");
    }

    @Test
    void a_transaction_left_open_is_rolled_back_and_reported() throws SQLException {
        Outcome outcome = action.perform(
                context().with("text", "begin; delete from gifts").with("transaction", "none"));

        assertThat(reason(outcome)).startsWith("The SQL begins a transaction and does not end it");
        assertThat(own.rows("select count(*) from gifts")).containsExactly("2");
    }

    @Test
    void a_text_that_would_end_the_steps_transaction_is_not_sent() throws SQLException {
        Outcome outcome = perform("delete from gifts;\ncommit");

        assertThat(reason(outcome)).startsWith("Line 2 of the SQL: COMMIT begins or ends a transaction");
        assertThat(own.rows("select count(*) from gifts")).containsExactly("2");
    }

    @Test
    void a_constraint_that_fails_at_commit_leaves_nothing_and_says_so() throws SQLException {
        own.execute("create table receipts (gift int references gifts deferrable initially deferred)");

        Outcome outcome = perform("insert into receipts values (99)");

        assertThat(reason(outcome)).contains("23503").contains("when the transaction was to be committed");
        assertThat(own.rows("select count(*) from receipts")).containsExactly("0");
    }

    @Test
    void a_lock_that_does_not_come_in_time_is_explained() throws SQLException {
        own.execute("begin; lock table gifts");

        Outcome outcome =
                action.perform(context().with("text", "select 1 from gifts").with("lock_timeout", "100ms"));

        assertThat(reason(outcome)).contains("55P03").contains("Another session holds the lock");
        own.execute("rollback");
    }

    @Test
    void a_statement_that_takes_too_long_is_ended() {
        Outcome outcome = action.perform(
                context().with("text", "select pg_sleep(60)").with("statement_timeout", Duration.ofMillis(200)));

        assertThat(reason(outcome)).contains("57014").endsWith("nothing of it is left.");
    }

    private Outcome perform(String text) {
        return action.perform(context().with("text", text));
    }

    private ScriptedContext context() {
        return own.context(folder);
    }
}
