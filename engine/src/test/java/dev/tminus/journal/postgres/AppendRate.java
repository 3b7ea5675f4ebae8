package dev.tminus.journal.postgres;

import dev.tminus.book.Values;
import dev.tminus.journal.Append;
import dev.tminus.journal.Head;
import dev.tminus.journal.Lease;
import dev.tminus.journal.RunFacts;
import dev.tminus.journal.Runs;
import dev.tminus.run.RunEvent;
import dev.tminus.run.RunId;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Prints how fast a run of steps that do nothing is journaled, beside the commits of a plain one-row insert on the same
 * server in the same round: {@code step ended} and {@code next step started} share an append.
 */
public final class AppendRate {
    private static final int ROUNDS = 9;
    private static final int STEPS = 1_000;

    private AppendRate() {}

    public static void main(String[] arguments) throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start()) {
            JournalAddress address = TestDatabases.address(server.getPort(), "postgres");
            try (PostgresJournal journal = PostgresJournal.open(address, InstantSource.system());
                    Connection plain = DriverManager.getConnection(address.url(), "postgres", "postgres")) {
                try (Statement statement = plain.createStatement()) {
                    statement.execute("create table plain (id bigint primary key, body text)");
                }
                print(plain, journal);
            }
        }
    }

    private static void print(Connection plain, PostgresJournal journal) throws SQLException {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            double inserts = inserts(plain, round);
            double appends = appends(journal, round);
            ratios.add(appends / inserts);
            System.out.printf(
                    "round %d: insert %.0f/s, append %.0f/s, ratio %.2f%n", round, inserts, appends, appends / inserts);
        }
        Collections.sort(ratios);
        System.out.printf(
                "median ratio %.2f (%.2f to %.2f)%n", ratios.get(ROUNDS / 2), ratios.get(0), ratios.get(ROUNDS - 1));
    }

    private static double inserts(Connection plain, int round) throws SQLException {
        long start = System.nanoTime();
        try (PreparedStatement statement = plain.prepareStatement("insert into plain values (?, ?)")) {
            for (int i = 0; i < STEPS; i++) {
                statement.setLong(1, (long) round * STEPS + i);
                statement.setString(2, "x".repeat(100));
                statement.executeUpdate();
            }
        }
        return STEPS * 1e9 / (System.nanoTime() - start);
    }

    private static double appends(PostgresJournal journal, int round) {
        RunId run = RunId.random(Instant.now());
        Head head = Runs.start(journal, run);
        Lease lease = journal.acquire(run, "bench-" + round, Duration.ofMinutes(1));
        RunFacts facts = Runs.facts(run);
        long start = System.nanoTime();
        for (int i = 0; i < STEPS; i++) {
            Instant now = Instant.now();
            List<RunEvent> events = List.of(
                    new RunEvent.StepSucceeded(
                            now, "step_" + i, 1, Values.NONE, Values.NONE, Values.NONE, Optional.empty(), List.of()),
                    new RunEvent.StepStarted(
                            now, "step_" + (i + 1), 1, Values.NONE, List.of(), Optional.empty(), Optional.empty()));
            head = journal.append(Append.of(head, facts, events).fencedBy(lease));
        }
        return STEPS * 1e9 / (System.nanoTime() - start);
    }
}
