package dev.tminus.app.postgres.sql;

import static dev.tminus.app.Outcomes.reason;
import static dev.tminus.app.Outcomes.rowsOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.app.ScriptedContext;
import dev.tminus.app.postgres.OwnDatabase;
import dev.tminus.book.Nothing;
import dev.tminus.run.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values on their way into a {@code sql} step, as parameters, and out of it, as rows. */
class SqlValuesTest {

    @TempDir
    Path folder;

    private final SqlAction action = new SqlAction();

    @RegisterExtension
    private final OwnDatabase own = OwnDatabase.with(
            "create table gifts (id int primary key, email text); insert into gifts values (1, 'a'), (2, 'b')");

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
    void more_rows_than_a_result_holds_are_refused_and_nothing_is_left() throws SQLException {
        Outcome outcome = perform("delete from gifts; select generate_series(1, 5000)");

        assertThat(reason(outcome))
                .startsWith("The last result set has 5000 rows")
                .contains("at most 1000 rows");
        assertThat(own.rows("select count(*) from gifts")).containsExactly("2");
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
        assertThat(own.rows("select count(*) from gifts")).containsExactly("2");
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
        return own.context(folder);
    }
}
