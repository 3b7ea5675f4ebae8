package dev.tminus.app.postgres.trace;

import static dev.tminus.app.postgres.TestServer.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tminus.app.Beside;
import dev.tminus.app.postgres.TestServer;
import dev.tminus.app.postgres.trace.Footprint.Lock;
import dev.tminus.app.postgres.trace.Footprint.Rewrite;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecorderTest {

    private final LinkedBlockingQueue<LockWait> waits = new LinkedBlockingQueue<>();
    private String database;
    private Connection worker;
    private Connection eyes;
    private Recorder recorder;

    @BeforeEach
    void open() throws SQLException {
        database = TestServer.newDatabase();
        worker = TestServer.connect(database);
        eyes = TestServer.connect(database);
        execute(worker, "create table gifts (id int primary key, net int)");
        execute(worker, "insert into gifts select n, n from generate_series(1, 100) n");
        recorder = Recorder.of(worker, eyes, waits::add);
    }

    @AfterEach
    void close() throws SQLException {
        recorder.close();
        eyes.close();
        worker.close();
    }

    @Test
    void a_lock_belongs_to_the_statement_that_took_it_and_is_held_to_the_commit() throws Exception {
        begin();
        trace("alter table gifts add column note text");
        trace("update gifts set note = 'x'");
        trace("select pg_sleep(0.05)");
        execute(worker, "commit");

        List<Footprint> footprints = recorder.committed();

        Lock lock = footprints.get(0).locks().get(0);
        assertThat(lock.mode()).isEqualTo(LockMode.ACCESS_EXCLUSIVE);
        assertThat(lock.held()).isGreaterThan(Duration.ofMillis(50));
        assertThat(footprints.get(1).locks()).extracting(Lock::relation).doesNotContain("public.gifts");
        assertThat(footprints.get(1).rows().get(0).under()).isEqualTo(LockMode.ACCESS_EXCLUSIVE);
        assertThat(footprints.get(1).rows().get(0).readExclusively()).isEqualTo(100);
    }

    @Test
    void what_the_transaction_made_itself_keeps_nobody_waiting() throws Exception {
        begin();
        trace("create table donors (id int)");
        Footprint footprint = trace("alter table donors add column name text");

        assertThat(footprint.locks()).isEmpty();
        assertThat(footprint.words()).contains("blocks nobody");
    }

    @Test
    void an_index_rebuilt_twice_is_known_by_its_name() throws Exception {
        begin();
        trace("alter table gifts alter column id type bigint");
        Footprint again = trace("alter table gifts alter column id type numeric");

        assertThat(again.rewrites()).extracting(Rewrite::relation).containsExactly("public.gifts", "public.gifts_pkey");
    }

    @Test
    void tables_that_swap_their_names_are_not_rewritten() throws Exception {
        execute(worker, "create table old (id int); insert into old values (1)");
        begin();
        Footprint footprint = trace(
                "do $$ begin alter table gifts rename to new; alter table old rename to gifts; alter table new rename to old; end $$");

        assertThat(footprint.rewrites()).isEmpty();
    }

    @Test
    void it_says_who_is_in_the_way_and_who_queues_behind() throws Exception {
        try (Connection holder = TestServer.connect(database);
                Connection reader = TestServer.connect(database)) {
            execute(holder, "set application_name = 'pool'; begin; select count(*) from gifts");
            CompletableFuture<Footprint> taken = Beside.ask(() -> traced("drop table gifts"));
            LockWait wait = waits.poll(2, TimeUnit.MINUTES);
            CompletableFuture<Void> queued = Beside.run(() -> done(reader, "select count(*) from gifts"));
            LockWait later = wait;
            while (later.behind().isEmpty()) {
                later = waits.poll(2, TimeUnit.MINUTES);
            }
            execute(holder, "commit");

            assertThat(wait.words())
                    .startsWith("waits less than 1 ms for ACCESS EXCLUSIVE on gifts; before it: process ")
                    .contains("(postgres, pool; idle in transaction for ");
            assertThat(later.words()).contains("; 1 session waits behind it: process ");
            assertThat(taken.get().locks().get(0).held()).isLessThan(taken.get().took());
            execute(worker, "rollback");
            queued.get();
        }
    }

    @Test
    void a_statement_that_fails_fails_as_it_would_alone() throws Exception {
        begin();

        assertThatThrownBy(() -> trace("select 1/0")).isInstanceOf(SQLException.class);

        execute(worker, "rollback");
        begin();
        assertThat(trace("select count(*) from gifts").rows().get(0).read()).isEqualTo(100);
    }

    @Test
    void a_lost_observer_does_not_stop_the_statement() throws Exception {
        eyes.close();
        begin();

        assertThat(trace("alter table gifts add column note text").locks()).hasSize(1);
    }

    @Test
    void a_sort_that_does_not_fit_into_memory_needs_files() throws Exception {
        execute(worker, "set work_mem = '64kB'");
        begin();

        Footprint footprint =
                trace("select count(*) from (select n from generate_series(1, 600000) n order by md5(n::text)) s");

        assertThat(footprint.tempBytes().orElseThrow()).isPositive();
        assertThat(footprint.words()).last().asString().startsWith("needs ").endsWith(" of temporary files");
    }

    private void begin() throws SQLException {
        execute(worker, "begin");
        recorder.begun();
    }

    private Footprint trace(String sql) throws SQLException {
        return recorder.inTransaction(sql, () -> execute(worker, sql));
    }

    private Footprint traced(String sql) {
        try {
            begin();
            return trace(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static void done(Connection connection, String sql) {
        try {
            execute(connection, sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
