package dev.tminus.app.postgres.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.app.ScriptedContext;
import dev.tminus.app.postgres.OwnDatabase;
import dev.tminus.app.postgres.catalog.AnalyzeAction;
import dev.tminus.run.Outcome;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code pg.preflight} and {@code pg.analyze}. */
class PreflightActionTest {

    @TempDir
    Path folder;

    private final PreflightAction preflight = new PreflightAction();
    private final AnalyzeAction analyze = new AnalyzeAction();

    @RegisterExtension
    private final OwnDatabase own = OwnDatabase.with(
            "create table gifts (id int); create schema \"My App\"; create table \"My App\".\"Gifts\" (id int)");

    @Test
    void a_fit_server_passes_with_a_row_for_each_question_and_nothing_is_left() throws SQLException {
        Outcome outcome = preflight.perform(everything());

        assertThat(rowsOf(((Outcome.Done) outcome).result().map()))
                .extracting(row -> row.get("name"))
                .containsExactly(
                        "session",
                        "writable",
                        "connections_left",
                        "longest_transaction",
                        "no_invalid_indexes",
                        "no_unvalidated_constraints",
                        "no_prepared_transactions",
                        "owns gifts");
        assertThat(own.rows("select to_regclass('tminus_preflight'), to_regnamespace('tminus')"))
                .containsExactly("null|null");
    }

    @Test
    void an_unfit_server_fails_with_every_finding_at_once() throws SQLException {
        own.execute("alter table gifts add constraint c check (id > 0) not valid");
        own.execute("begin");
        own.execute("lock table gifts");

        Outcome outcome =
                preflight.perform(everything().with("connections_left", 1_000L).with("longest_transaction", "0s"));

        assertThat(((Outcome.Failed) outcome).reason())
                .contains("connections_left: found ")
                .contains("wanted at least 1000.")
                .contains("longest_transaction: found ")
                .contains("no_unvalidated_constraints: found public.gifts.c, wanted none.");
        assertThat(rowsOf(((Outcome.Failed) outcome).result().map())).hasSize(8);
        own.execute("rollback");
    }

    @Test
    void a_role_that_may_not_write_or_look_is_told_so() throws SQLException {
        own.execute("create role p_" + own.name() + " login password 'pw' connection limit 2");
        own.execute("begin");
        ScriptedContext context = everything()
                .connection("main", Map.of("url", own.url(), "user", "p_" + own.name(), "password", "pw"))
                .with("connections_left", 2L);

        Outcome outcome = preflight.perform(context);
        own.execute("rollback");

        assertThat(((Outcome.Failed) outcome).reason())
                .contains("writable: found ERROR 42501: permission denied for schema public")
                .contains("connections_left: found 1, wanted at least 2.")
                .contains("1 sessions that this role may not look at")
                .contains("owns gifts: found no such table, or another owner, wanted yes.");
        assertThat(preflight.probe(context)).hasSizeGreaterThan(3).allMatch(finding -> finding.endsWith("."));
    }

    @Test
    void tables_are_analyzed_whatever_their_names() throws SQLException {
        Outcome outcome = analyze.perform(context().with("tables", List.of("gifts", "My App.Gifts")));

        assertThat(((Outcome.Done) outcome).result().map().get("durations").toString())
                .contains("gifts=PT")
                .contains("My App.Gifts=PT");
        assertThat(own.rows("select relname from pg_class where relname ilike 'gifts' and reltuples = 0 order by 1"))
                .hasSize(2);
    }

    @Test
    void a_table_that_is_not_there_or_not_ours_is_named() throws SQLException {
        own.execute("create role a_" + own.name() + " login password 'pw'; grant all on gifts to a_" + own.name());
        Map<String, Object> stranger = Map.of("url", own.url(), "user", "a_" + own.name(), "password", "pw");

        Outcome missing = analyze.perform(context().with("tables", List.of("x; drop table gifts")));
        Outcome foreign = analyze.perform(context().connection("main", stranger).with("tables", List.of("gifts")));

        assertThat(((Outcome.Failed) missing).reason()).contains("42P01").contains("\"x; drop table gifts\"");
        assertThat(((Outcome.Failed) foreign).reason()).startsWith("gifts was not analyzed: ");
        assertThat(analyze.probe(context().with("tables", List.of("nowhere"))))
                .containsExactly("There is no table nowhere.");
    }

    private ScriptedContext everything() {
        return context()
                .with("writable", true)
                .with("connections_left", 5L)
                .with("longest_transaction", Duration.ofMinutes(5))
                .with("no_invalid_indexes", true)
                .with("no_unvalidated_constraints", true)
                .with("no_prepared_transactions", true)
                .with("owns", List.of("gifts"));
    }

    private ScriptedContext context() {
        return own.context(folder);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> rowsOf(Map<String, Object> result) {
        return (List<Map<String, Object>>) result.get("rows");
    }
}
