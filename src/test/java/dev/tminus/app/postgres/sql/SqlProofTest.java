package dev.tminus.app.postgres.sql;

import static dev.tminus.app.postgres.TestServer.execute;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.app.ScriptedContext;
import dev.tminus.app.postgres.CutProxy;
import dev.tminus.app.postgres.CutProxy.Cut;
import dev.tminus.app.postgres.OwnDatabase;
import dev.tminus.app.postgres.database.Target;
import dev.tminus.app.postgres.records.TargetRecords;
import dev.tminus.run.Outcome;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a later look makes of a {@code sql} step when something ended it early, and what is kept for that. */
class SqlProofTest {

    @TempDir
    Path folder;

    private final SqlAction action = new SqlAction();

    @RegisterExtension
    private final OwnDatabase own = OwnDatabase.with("create table gifts (id int)");

    @Test
    void a_commit_whose_answer_is_lost_is_unknown_and_then_proven_done_with_its_rows() throws Exception {
        new TargetRecords(own.connection()).ready();
        ScriptedContext context = context("insert into gifts values (1) returning id, timestamptz '2026-01-01Z' as at");

        Outcome first = cut(context, Cut.BEFORE_IT_IS_ANSWERED);
        Outcome later = action.lookAfter(context.epoch(2));

        assertThat(first).isInstanceOf(Outcome.Unknown.class);
        assertThat(later).isInstanceOf(Outcome.Done.class);
        assertThat(((Outcome.Done) later).result().map())
                .containsEntry("count", 1L)
                .containsEntry(
                        "rows", List.of(Map.of("id", 1L, "at", java.time.Instant.parse("2026-01-01T00:00:00Z"))));
        assertThat(own.rows("select id from gifts")).containsExactly("1");
    }

    @Test
    void the_marker_on_the_target_holds_no_secret_that_is_known() throws Exception {
        ScriptedContext context = context("select 'hunter2hunter2' as word").secrets("hunter2hunter2");

        action.perform(context.step("read"));
        action.perform(context("insert into gifts values (1) returning 'hunter2hunter2' as word")
                .secrets("hunter2hunter2"));

        assertThat(own.rows("select result from tminus.step"))
                .isNotEmpty()
                .allMatch(result -> !result.contains("hunter2"));
    }

    @Test
    void a_secret_that_is_only_now_captured_is_not_on_the_target_either() throws Exception {
        new TargetRecords(own.connection()).ready();
        ScriptedContext context = context("insert into gifts values (1) returning 'hunter2hunter2' as word")
                .capturingSecret();

        Outcome first = cut(context, Cut.BEFORE_IT_IS_ANSWERED);
        Outcome later = action.lookAfter(context.epoch(2));

        assertThat(first).isInstanceOf(Outcome.Unknown.class);
        assertThat(later).isInstanceOf(Outcome.Unknown.class);
        assertThat(((Outcome.Unknown) later).why()).startsWith("It took effect, but the secret");
        assertThat(own.rows("select result from tminus.step")).containsExactly("withheld");
    }

    @Test
    void a_secret_that_is_only_now_captured_is_given_on_and_kept_nowhere() throws Exception {
        ScriptedContext context = context("insert into gifts values (1) returning 'hunter2hunter2' as word")
                .capturingSecret();

        Outcome outcome = action.perform(context);

        assertThat(((Outcome.Done) outcome).result().toString()).contains("hunter2hunter2");
        assertThat(own.rows("select result from tminus.step")).containsExactly("withheld");
    }

    @Test
    void the_note_of_a_commit_holds_no_secret() throws Exception {
        String text = "insert into gifts values (1) returning 'hunter2hunter2' as word";
        String restricted = restrictedRole();
        own.execute("revoke create on database " + own.name() + " from public");
        ScriptedContext known = context(text).secrets("hunter2hunter2").connection("main", Map.of("url", restricted));
        ScriptedContext captured = context(text).capturingSecret().connection("main", Map.of("url", restricted));

        action.perform(known.step("known"));
        action.perform(captured.step("captured"));

        assertThat(noted(known)).contains("***").doesNotContain("hunter2");
        assertThat(noted(captured)).contains("withheld").doesNotContain("hunter2");
    }

    @Test
    void a_commit_that_never_arrived_is_proven_absent() throws Exception {
        new TargetRecords(own.connection()).ready();
        ScriptedContext context = context("insert into gifts values (1)");

        Outcome first = cut(context, Cut.BEFORE_IT_IS_SENT);
        Outcome later = action.lookAfter(context.epoch(2));

        assertThat(first).isInstanceOf(Outcome.Unknown.class);
        assertThat(later).isInstanceOf(Outcome.Absent.class);
        assertThat(own.rows("select id from gifts")).isEmpty();
    }

    @Test
    void where_no_marker_may_be_written_the_transaction_id_is_the_proof() throws Exception {
        String reader = restrictedRole();
        ScriptedContext lost = context("insert into gifts values (1)").connection("main", Map.of("url", reader));

        Outcome first = cut(lost, Cut.BEFORE_IT_IS_ANSWERED);
        Outcome later =
                action.lookAfter(lost.connection("main", Map.of("url", reader)).epoch(2));

        assertThat(first).isInstanceOf(Outcome.Unknown.class);
        assertThat(later).isInstanceOf(Outcome.Done.class);
        assertThat(own.rows("select to_regnamespace('tminus')")).containsExactly("null");
    }

    @Test
    void where_no_marker_may_be_written_a_lost_commit_is_absent() throws Exception {
        String reader = restrictedRole();
        ScriptedContext lost = context("insert into gifts values (1)").connection("main", Map.of("url", reader));

        cut(lost, Cut.BEFORE_IT_IS_SENT);
        Outcome later =
                action.lookAfter(lost.connection("main", Map.of("url", reader)).epoch(2));

        assertThat(later).isInstanceOf(Outcome.Absent.class);
    }

    @Test
    void an_engine_that_was_overtaken_cannot_commit() throws Exception {
        ScriptedContext old = context("insert into gifts values (1)");
        action.perform(context("select 1").of(old.run()).step("before"));
        assertThat(action.lookAfter(old.epoch(2))).isInstanceOf(Outcome.Absent.class);

        Outcome late = action.perform(old.epoch(1));

        assertThat(late).isInstanceOf(Outcome.Failed.class);
        assertThat(((Outcome.Failed) late).reason()).startsWith("A newer engine has taken this run over");
        assertThat(own.rows("select id from gifts")).isEmpty();
    }

    @Test
    void sessions_of_older_epochs_are_ended_before_a_step_is_judged() throws Exception {
        ScriptedContext old = context("select 1");
        try (Connection abandoned = Target.of(old).open()) {
            execute(abandoned, "begin");
            execute(abandoned, "insert into gifts values (1)");

            Outcome judged = action.lookAfter(old.epoch(2));

            assertThat(judged).isInstanceOf(Outcome.Absent.class);
            assertThat(own.rows("select count(*) from pg_stat_activity where application_name = 'tminus/" + old.run()
                            + "/1'"))
                    .containsExactly("0");
        }
    }

    @Test
    void a_step_that_is_rolled_back_or_only_reads_may_simply_run_again() throws Exception {
        assertThat(action.lookAfter(context("select 1").with("transaction", "rollback")))
                .isInstanceOf(Outcome.Absent.class);
        assertThat(action.lookAfter(context("select 1").with("read_only", true)))
                .isInstanceOf(Outcome.Absent.class);
        assertThat(action.lookAfter(context("select 1").with("transaction", "none")))
                .isInstanceOf(Outcome.Unknown.class);
    }

    private static String noted(ScriptedContext context) throws Exception {
        return Files.readString(context.privateFolder().resolve("commit-%s-1".formatted(context.step())));
    }

    /** Performs with a proxy between that cuts the connection at COMMIT; afterwards the address is the server's own. */
    private Outcome cut(ScriptedContext context, Cut cut) throws Exception {
        Map<String, Object> direct = context.connection("main").orElseThrow();
        URI server = URI.create(direct.get("url").toString());
        try (CutProxy proxy = new CutProxy(server.getPort(), "COMMIT", cut)) {
            context.connection("main", Map.of("url", server.toString(), "port", (long) proxy.port()));
            return action.perform(context);
        } finally {
            context.connection("main", direct);
        }
    }

    private String restrictedRole() throws SQLException {
        own.execute("create role r_" + own.name() + " login password 'pw'; revoke create on schema public from public;"
                + " grant insert, select on gifts to r_" + own.name());
        return own.url().replace("postgres:postgres@", "r_" + own.name() + ":pw@");
    }

    private ScriptedContext context(String text) {
        return own.context(folder).with("text", text);
    }
}
