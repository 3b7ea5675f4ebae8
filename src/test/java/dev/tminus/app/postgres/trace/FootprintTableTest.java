package dev.tminus.app.postgres.trace;

import static dev.tminus.app.postgres.TestServer.execute;
import static dev.tminus.app.postgres.TestServer.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tminus.app.Beside;
import dev.tminus.app.postgres.TestServers;
import dev.tminus.app.postgres.TestServers.Server;
import dev.tminus.app.postgres.trace.Footprint.Kind;
import dev.tminus.app.postgres.trace.Footprint.Lock;
import dev.tminus.app.postgres.trace.Footprint.Rewrite;
import dev.tminus.app.postgres.trace.Footprint.Rows;
import dev.tminus.app.postgres.trace.GoldenTable.Case;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.PGConnection;

/** Every statement of the golden table, on every version: recorder, independent witness, table and manual agree. */
class FootprintTableTest {

    private static final Map<Integer, String> BASES = new HashMap<>();

    /** Statistics of a session that has ended arrive a little later, on a busy machine much later. */
    private static final long STATISTICS_NANOS = 60_000_000_000L;

    static Stream<Arguments> inTransaction() {
        return cases(false);
    }

    static Stream<Arguments> byThemselves() {
        return cases(true);
    }

    private static Stream<Arguments> cases(boolean alone) {
        List<Case> cases = GoldenTable.cases();
        Stream<Integer> versions = GoldenTable.isWritten() ? Stream.of(15) : TestServers.versions();
        return versions.flatMap(version ->
                cases.stream().filter(one -> one.stall().isPresent() == alone).map(one -> arguments(version, one)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("inTransaction")
    void a_footprint_in_a_transaction_is_what_a_witness_sees(int version, Case one) throws Exception {
        String database = database(version, one);
        try (Connection own = TestServers.of(version).connect(database);
                Connection eyes = TestServers.of(version).connect(database)) {
            Witness witness = new Witness(own);
            Connection worker = TestServers.of(version).connect(database);

            Map<String, LockMode> seen;
            Footprint footprint;
            try (worker;
                    Recorder recorder = Recorder.of(worker, eyes, wait -> {})) {
                execute(worker, "begin");
                recorder.begun();
                recorder.inTransaction(one.sql(), () -> execute(worker, one.sql()));
                seen = witness.locks(worker.unwrap(PGConnection.class).getBackendPID());
                execute(worker, "commit");
                footprint = recorder.committed().get(0);
            }

            assertThat(locks(footprint)).isEqualTo(seen);
            assertThat(footprint.rewrites().stream().map(Rewrite::relation))
                    .containsExactlyElementsOf(witness.rewritten());
            assertThat(soonIn(witness, counted(footprint))).isEqualTo(counted(footprint));
            compare(version, one, footprint);
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("byThemselves")
    void a_statement_that_commits_itself_is_seen_while_it_stands_still(int version, Case one) throws Exception {
        String database = database(version, one);
        Server server = TestServers.of(version);
        try (Connection own = server.connect(database);
                Connection eyes = server.connect(database);
                Connection other = server.connect(database);
                Connection worker = server.connect(database)) {
            Witness witness = new Witness(own);
            CountDownLatch waits = new CountDownLatch(1);
            execute(other, "begin; " + one.stall().orElseThrow());

            try (Recorder recorder = Recorder.of(worker, eyes, wait -> waits.countDown())) {
                CompletableFuture<Footprint> taken = Beside.ask(() -> alone(recorder, worker, one));
                assertThat(waits.await(2, TimeUnit.MINUTES)).isTrue();
                Map<String, LockMode> seen =
                        witness.locks(worker.unwrap(PGConnection.class).getBackendPID());
                execute(other, "commit");
                Footprint footprint = taken.get(2, TimeUnit.MINUTES);

                seen.forEach((relation, mode) -> assertThat(locks(footprint).get(relation))
                        .as(relation)
                        .isNotNull()
                        .isGreaterThanOrEqualTo(mode));
                assertThat(footprint.rewrites().stream().map(Rewrite::relation))
                        .containsExactlyElementsOf(witness.rewritten());
                compare(version, one, footprint);
            }
        }
    }

    private static Footprint alone(Recorder recorder, Connection worker, Case one) {
        try {
            return recorder.alone(one.sql(), () -> execute(worker, one.sql()));
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static void compare(int version, Case one, Footprint footprint) {
        List<String> is = lines(footprint);
        if (GoldenTable.isWritten()) {
            GoldenTable.write(one, is);
        } else {
            assertThat(one.certain(version, is)).isEqualTo(one.is(version));
        }
        Map<String, LockMode> locks = locks(footprint);
        for (String line : one.manual()) {
            String relation = line.substring(line.lastIndexOf(' ') + 1);
            assertThat(locks)
                    .containsEntry("public." + relation, LockMode.ofWords(line.substring(0, line.lastIndexOf(' '))));
        }
        assertThat(Footprint.of(footprint.values())).isEqualTo(footprint);
    }

    private static List<String> lines(Footprint footprint) {
        List<String> lines = new ArrayList<>();
        footprint.locks().stream()
                .filter(lock -> lock.kind() != Kind.INDEX || lock.mode().compareTo(LockMode.ROW_EXCLUSIVE) > 0)
                .forEach(lock -> lines.add(lock.mode().words() + " " + FootprintWords.name(lock.relation())));
        footprint.rewrites().forEach(rewrite -> lines.add("rewrites " + FootprintWords.name(rewrite.relation())));
        for (Rows rows : footprint.rows()) {
            if (rows.read() > 0) {
                lines.add("reads " + FootprintWords.name(rows.table()) + " " + rows.read());
            }
            if (rows.written() > 0) {
                lines.add("writes " + FootprintWords.name(rows.table()) + " " + rows.written());
            }
        }
        return lines;
    }

    private static Map<String, LockMode> locks(Footprint footprint) {
        Map<String, LockMode> locks = new TreeMap<>();
        for (Lock lock : footprint.locks()) {
            locks.put(lock.relation(), lock.mode());
        }
        return locks;
    }

    private static Map<String, String> counted(Footprint footprint) {
        Map<String, String> counted = new TreeMap<>();
        for (Rows rows : footprint.rows()) {
            counted.put(
                    rows.table(),
                    "%d|%d|%d|%d".formatted(rows.read(), rows.inserted(), rows.updated(), rows.deleted()));
        }
        return counted;
    }

    /** The witness's statistics, asked until they are as expected or the time is over. */
    private static Map<String, String> soonIn(Witness witness, Map<String, String> expected) throws SQLException {
        long deadline = System.nanoTime() + STATISTICS_NANOS;
        Map<String, String> found = witness.statistics();
        while (!found.equals(expected) && System.nanoTime() < deadline) {
            found = witness.statistics();
        }
        return found;
    }

    /** One database for each version; its tables are made anew for each case, and its statistics begin at nothing. */
    private static String database(int version, Case one) throws SQLException {
        Server server = TestServers.of(version);
        String database;
        synchronized (BASES) {
            database = BASES.get(version);
            if (database == null) {
                database = server.newDatabase();
                BASES.put(version, database);
            }
        }
        try (Connection witness = server.connect(database)) {
            try (Connection connection = server.connect(database)) {
                execute(
                        connection,
                        "drop schema if exists other cascade; drop schema public cascade; create schema public");
                execute(connection, GoldenTable.text("base.sql"));
                for (String sql : one.first()) {
                    execute(connection, sql);
                }
            }
            startStatistics(witness);
        }
        return database;
    }

    /** The session that made the tables hands its counts over when it ends; they are thrown away. */
    private static void startStatistics(Connection witness) throws SQLException {
        while (rows(witness, "select 1 from pg_stat_user_tables where relname = 'gifts' and n_tup_ins >= 2000")
                .isEmpty()) {
            Thread.onSpinWait();
        }
        do {
            execute(witness, "select pg_stat_reset()");
        } while (!soonNone(witness));
    }

    private static boolean soonNone(Connection witness) throws SQLException {
        Witness counts = new Witness(witness);
        return soonIn(counts, Map.of()).isEmpty();
    }
}
