package dev.tminus.app.postgres.trace;

import dev.tminus.app.postgres.trace.Samples.Wanted;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A connection of its own that looks at the locks of another session every few milliseconds while a statement runs there.
 *
 * <p>Its thread touches nothing of the observed session. When its connection fails it stops looking, and the statement goes on.
 */
final class Observer implements AutoCloseable {

    /** Locks shorter than this do not matter to people who wait for them. */
    private static final long FIRST_NANOS = 20_000_000L;

    /** A long statement is looked at less often: the time between two looks is the error of a length of seconds. */
    private static final long LATER_NANOS = 50_000_000L;

    private static final long LATER_AFTER_NANOS = 1_000_000_000L;
    private static final int TEMPORARY_EACH = 4;
    private static final Duration SAY_AGAIN_AFTER = Duration.ofSeconds(2);

    private static final String LOCKS =
            "select locktype, coalesce(relation, 0)::bigint, mode, granted from pg_locks where pid = ?";

    private static final String TEMPORARY = """
            select case when has_function_privilege('pg_ls_tmpdir()', 'execute')
              then (select coalesce(sum(size), 0) from pg_ls_tmpdir() where name like 'pgsql\\_tmp' || ?::text || '.%') else -1 end::bigint
            """;

    private final Connection connection;
    private final int worker;
    private final LongFunction<Optional<String>> names;
    private final Consumer<LockWait> waits;
    private final Thread thread;
    private @Nullable Samples current;
    private boolean closed;
    private @Nullable Samples looked;
    private int looks;
    private long lookedAt;
    private long waitingSince;
    private long saidAt;

    /** {@code names} gives the name of a relation by its object identifier; {@code waits} hears of waits for locks. */
    Observer(Connection connection, int worker, LongFunction<Optional<String>> names, Consumer<LockWait> waits) {
        this.connection = connection;
        this.worker = worker;
        this.names = names;
        this.waits = waits;
        this.thread = new Thread(this::run, "observer of " + worker);
        thread.setDaemon(true);
        thread.start();
    }

    synchronized Samples begin() {
        Samples samples = new Samples(System.nanoTime());
        current = samples;
        notifyAll();
        return samples;
    }

    synchronized void end() {
        current = null;
    }

    private void turnTo(Samples samples) {
        if (samples != looked) {
            looked = samples;
            looks = 0;
            waitingSince = 0;
        }
    }

    private synchronized void ended() {
        lookedAt = System.nanoTime();
    }

    private void run() {
        try (PreparedStatement locks = connection.prepareStatement(LOCKS);
                PreparedStatement temporary = connection.prepareStatement(TEMPORARY)) {
            locks.setInt(1, worker);
            temporary.setInt(1, worker);
            for (Optional<Samples> samples = next(); samples.isPresent(); samples = next()) {
                turnTo(samples.get());
                look(samples.get(), locks);
                if (looks++ % TEMPORARY_EACH == 0) {
                    lookAtFiles(samples.get(), temporary);
                }
                ended();
            }
        } catch (SQLException gone) {
            end();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until it is time for the next look; empty when there is none any more. A short statement costs none. */
    private synchronized Optional<Samples> next() throws InterruptedException {
        while (!closed) {
            Samples now = current;
            if (now == null) {
                wait();
            } else {
                boolean young = System.nanoTime() - now.begin() < LATER_AFTER_NANOS;
                long due = Math.max(now.begin(), lookedAt) + (young ? FIRST_NANOS : LATER_NANOS);
                long left = due - System.nanoTime();
                if (left <= 0) {
                    return Optional.of(now);
                }
                wait(1 + left / 1_000_000);
            }
        }
        return Optional.empty();
    }

    private void look(Samples samples, PreparedStatement locks) throws SQLException {
        Optional<String> wanted = Optional.empty();
        try (ResultSet rows = locks.executeQuery()) {
            long now = System.nanoTime();
            while (rows.next()) {
                Optional<LockMode> mode = LockMode.ofCatalog(rows.getString(3));
                boolean relation = rows.getString(1).equals("relation");
                if (relation && mode.isPresent()) {
                    Wanted lock = new Wanted(rows.getLong(2), mode.get());
                    if (rows.getBoolean(4)) {
                        samples.granted(lock, now);
                    } else {
                        samples.waiting(lock, now);
                    }
                }
                if (!rows.getBoolean(4)) {
                    wanted = Optional.of(words(rows.getString(1), rows.getLong(2), mode));
                }
            }
        }
        say(wanted);
    }

    private String words(String type, long relation, Optional<LockMode> mode) {
        return switch (type) {
            case "relation" ->
                mode.map(LockMode::words).orElse("a lock") + " on "
                        + names.apply(relation).map(FootprintWords::name).orElse("relation " + relation);
            case "virtualxid", "transactionid" -> "another transaction to end";
            case "tuple" -> "a row";
            case "advisory" -> "an advisory lock";
            default -> "a lock of type " + type;
        };
    }

    private void say(Optional<String> wanted) throws SQLException {
        if (wanted.isEmpty()) {
            waitingSince = 0;
            return;
        }
        long now = System.nanoTime();
        boolean first = waitingSince == 0;
        if (first) {
            waitingSince = now;
        }
        if (first || now - saidAt >= SAY_AGAIN_AFTER.toNanos()) {
            saidAt = now;
            waits.accept(LockWait.of(connection, worker, wanted.get(), Duration.ofNanos(now - waitingSince)));
        }
    }

    private static void lookAtFiles(Samples samples, PreparedStatement temporary) throws SQLException {
        try (ResultSet rows = temporary.executeQuery()) {
            rows.next();
            if (rows.getLong(1) >= 0) {
                samples.temporary(rows.getLong(1));
            }
        }
    }

    /** Ends its thread; the connection is closed by whoever opened it. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            thread.join(Duration.ofSeconds(5).toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
