package dev.tminus.app.postgres.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.app.Beside;
import dev.tminus.app.ScriptedContext;
import dev.tminus.app.postgres.OwnDatabase;
import dev.tminus.app.postgres.database.Target;
import dev.tminus.run.Outcome;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a {@code sql} step leaves when it is stopped or its session ended. */
class SqlStopTest {

    @TempDir
    Path folder;

    private final SqlAction action = new SqlAction();

    @RegisterExtension
    private final OwnDatabase own = OwnDatabase.with("create table gifts (id int)");

    @Test
    void a_stopped_step_cancels_its_statement_and_says_what_is_left() throws Exception {
        ScriptedContext context = context("insert into gifts values (1); select pg_sleep(600)");

        Outcome outcome = interruptedIn(context, "select pg_sleep(600)");

        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        assertThat(((Outcome.Failed) outcome).reason())
                .isEqualTo("The step was stopped during the statement at line 1 (select pg_sleep(600)). "
                        + "Its transaction was rolled back: nothing of it is left.");
        assertThat(own.rows("select id from gifts")).isEmpty();
    }

    @Test
    void a_stopped_step_without_a_transaction_names_what_stays() throws Exception {
        ScriptedContext context =
                context("insert into gifts values (1); select pg_sleep(600)").with("transaction", "none");

        Outcome outcome = interruptedIn(context, "select pg_sleep(600)");

        assertThat(((Outcome.Failed) outcome).reason()).endsWith("The 1 statement before it was done and stays.");
        assertThat(own.rows("select id from gifts")).containsExactly("1");
    }

    @Test
    void a_session_that_the_server_ends_leaves_nothing() throws Exception {
        ScriptedContext context = context("insert into gifts values (1); select pg_sleep(600)");
        CompletableFuture<Outcome> outcome = Beside.ask(() -> action.perform(context));
        awaitStatement(context, "select pg_sleep(600)");

        own.rows("select pg_terminate_backend(pid) from pg_stat_activity where application_name = '"
                + Target.sessionName(context.run().value(), 1) + "'");

        assertThat(((Outcome.Failed) outcome.get()).reason())
                .startsWith("The connection was lost during the statement at line 1")
                .endsWith("nothing of it is left.");
    }

    private Outcome interruptedIn(ScriptedContext context, String statement) throws Exception {
        AtomicReference<Outcome> outcome = new AtomicReference<>();
        CountDownLatch ended = new CountDownLatch(1);
        Thread engine = new Thread(() -> {
            outcome.set(action.perform(context));
            ended.countDown();
        });
        engine.start();
        awaitStatement(context, statement);
        engine.interrupt();
        ended.await();
        return outcome.get();
    }

    private void awaitStatement(ScriptedContext context, String statement) throws SQLException {
        String running =
                "select count(*) from pg_stat_activity where state = 'active' and query = '%s' and application_name = '%s'"
                        .formatted(statement, Target.sessionName(context.run().value(), context.epoch()));
        while (!own.rows(running).equals(List.of("1"))) {
            Thread.onSpinWait();
        }
    }

    private ScriptedContext context(String text) {
        return own.context(folder).with("text", text);
    }
}
