package dev.tminus.app.postgres.sql;

import static dev.tminus.app.Outcomes.done;
import static dev.tminus.app.Outcomes.reason;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.app.ScriptedContext;
import dev.tminus.app.postgres.OwnDatabase;
import dev.tminus.app.postgres.trace.Footprint;
import dev.tminus.app.postgres.trace.LockMode;
import dev.tminus.book.Values;
import dev.tminus.forecast.PastStep;
import dev.tminus.run.Outcome;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What is seen of the statements of a {@code sql} step, and what they may do after a rehearsal. */
class SqlWatchTest {

    private static final String FILL = "update gifts set net = amount where net is null";

    @TempDir
    Path folder;

    private final SqlAction action = new SqlAction();

    @RegisterExtension
    private final OwnDatabase own = OwnDatabase.with("create table gifts (id int primary key, amount int, net int);"
            + "insert into gifts select n, n from generate_series(1, 2000) n; analyze gifts");

    @Test
    void each_statement_of_a_step_that_changes_something_leaves_its_footprint() {
        Map<String, Object> result = done(perform(context("select count(*) from gifts; alter table gifts add fee int;"
                + "update gifts set fee = 1 where id <= 3")));

        List<Footprint> all = Footprint.all(result.get("statements"));
        assertThat(all)
                .extracting(Footprint::statement)
                .containsExactly(
                        "select count(*) from gifts",
                        "alter table gifts add fee int",
                        "update gifts set fee = 1 where id <= 3");
        assertThat(all.get(1).locks())
                .anySatisfy(lock -> assertThat(lock.mode()).isEqualTo(LockMode.ACCESS_EXCLUSIVE));
        assertThat(all.get(2).words()).contains("writes 3 rows of gifts");
    }

    @Test
    void one_that_only_reads_costs_no_second_session() {
        assertThat(done(perform(context("select count(*) from gifts")))).containsOnlyKeys("rows", "count");
        assertThat(done(perform(context(FILL).with("read_only", true).with("text", "table gifts limit 1"))))
                .containsOnlyKeys("rows", "count");
    }

    @Test
    void of_a_statement_that_commits_by_itself_the_locks_are_seen_and_the_rows_are_not_counted() {
        Map<String, Object> result = done(perform(
                context("create index concurrently gifts_net on gifts (net)").with("transaction", "none")));

        assertThat(Footprint.all(result.get("statements"))).singleElement().satisfies(footprint -> {
            assertThat(footprint.ending()).isEqualTo(Footprint.Ending.BY_ITSELF);
            assertThat(footprint.rows()).isEmpty();
        });
    }

    @Test
    void where_a_second_session_would_be_in_the_way_the_result_says_that_none_looked() throws SQLException {
        String copy = own.name() + "_copy";
        own.connection().close();

        Map<String, Object> result = done(
                perform(context("create database %s template %s; drop database %s".formatted(copy, own.name(), copy))
                        .with("transaction", "none")));

        assertThat(result.get("statements").toString()).contains("not traced: it is about a whole database");
        assertThat(Footprint.all(result.get("statements"))).isEmpty();
    }

    @Test
    void a_statement_outside_its_contract_is_rolled_back_and_may_be_let_through() throws SQLException {
        own.execute("update gifts set net = amount where id > 5");
        Values rehearsed = ((Outcome.Done) perform(context(FILL).rehearsing())).result();
        own.execute("update gifts set net = null");
        ScriptedContext production = context(FILL).rehearsed(rehearsed);

        assertThat(reason(perform(production)))
                .startsWith("The statement at line 1 (" + FILL
                        + ") does what its rehearsal did not: it writes 2,000 rows of gifts; in the rehearsal 5 rows")
                .contains("(CONTRACT).")
                .endsWith("nothing of it is left.");
        assertThat(own.rows("select count(net) from gifts")).containsExactly("0");
        assertThat(perform(production.with("contract", "report"))).isInstanceOf(Outcome.Done.class);
        assertThat(production.shown()).contains("is not as rehearsed: it writes 2,000 rows of gifts");
    }

    @Test
    void the_looks_of_a_poll_are_one_footprint_so_that_no_batch_of_them_breaks_the_contract() throws SQLException {
        String batch =
                "update gifts set net = amount where id in (select id from gifts where net is null order by id limit 1500)";
        Values first = ((Outcome.Done) perform(context(batch).rehearsing())).result();
        Values both = ((Outcome.Done) perform(context(batch).rehearsing().earlier(first))).result();
        Values all = ((Outcome.Done) perform(context(batch).rehearsing().earlier(both))).result();

        assertThat(Footprint.all(all.map().get("statements")).get(0).rows())
                .singleElement()
                .satisfies(rows -> assertThat(rows.updated()).isEqualTo(2000));
        own.execute("update gifts set net = null");
        assertThat(perform(context(batch).rehearsed(all))).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void a_rehearsed_step_is_scaled_to_the_tables_of_production() {
        Values rehearsed = ((Outcome.Done) perform(context(FILL).rehearsing())).result();
        PastStep past = new PastStep(Duration.ofSeconds(1), rehearsed);

        assertThat(past.hasFootprints()).isTrue();
        assertThat(PastStep.relations(rehearsed)).contains("public.gifts");
        assertThat(rehearsed.map()).containsKey("figures");
    }

    private ScriptedContext context(String text) {
        return own.context(folder).with("text", text);
    }

    private Outcome perform(ScriptedContext context) {
        return action.perform(context);
    }
}
