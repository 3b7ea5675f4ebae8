package dev.tminus.app.postgres.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;

/**
 * Work on a connection that an interrupt of the caller stops: the server is asked to cancel the running statement, and
 * when that does not help in time, the connection is cut.
 *
 * <p>The work runs on a thread of its own, because a thread that waits for a database does not notice interrupts.
 */
public final class Interruptible {

    /** How often the caller looks at what the statement has to tell meanwhile. */
    private static final long LOOK_MILLIS = 100;

    /** A cut connection ends every wait for it almost at once. */
    private static final long AFTER_CUT_SECONDS = 10;

    private final Connection connection;
    private final Duration grace;
    private final AtomicReference<@Nullable Statement> running = new AtomicReference<>();
    private volatile boolean stopped;

    public Interruptible(Connection connection, Duration grace) {
        this.connection = connection;
        this.grace = grace;
    }

    /** What is done; it ends when {@link #stopped} is true. Statements it announces by {@link #begin} are looked at meanwhile. */
    public interface Work {
        void run();
    }

    public boolean stopped() {
        return stopped;
    }

    public void begin(Statement statement) {
        running.set(statement);
        if (stopped) {
            cancel();
        }
    }

    public void end() {
        running.set(null);
    }

    @Nullable
    public Statement running() {
        return running.get();
    }

    /** Waits for the work; false when it did not end although its connection was cut. */
    public boolean await(String name, Work work, Runnable look) {
        CountDownLatch ended = new CountDownLatch(1);
        AtomicReference<@Nullable RuntimeException> thrown = new AtomicReference<>();
        Thread worker = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (RuntimeException mistake) {
                        thrown.set(mistake);
                    } finally {
                        ended.countDown();
                    }
                },
                name);
        worker.setDaemon(true);
        worker.start();
        boolean over = await(worker, ended, look);
        RuntimeException mistake = thrown.get();
        if (mistake != null) {
            throw mistake;
        }
        return over;
    }

    private boolean await(Thread worker, CountDownLatch ended, Runnable look) {
        try {
            while (!ended.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                look.run();
            }
            return true;
        } catch (InterruptedException interrupted) {
            stopped = true;
            cancel();
            // It may be waiting for something that is no statement, such as the time of its next try.
            worker.interrupt();
            return awaitEnd(ended);
        }
    }

    private boolean awaitEnd(CountDownLatch ended) {
        try {
            if (ended.await(Math.max(1_000, grace.toMillis()), TimeUnit.MILLISECONDS)) {
                return true;
            }
            cut();
            return ended.await(AFTER_CUT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException again) {
            cut();
            Thread.currentThread().interrupt();
            return ended.getCount() == 0;
        }
    }

    private void cancel() {
        try {
            connection.unwrap(BaseConnection.class).cancelQuery();
        } catch (SQLException unreachable) {
            cut();
        }
    }

    private void cut() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException alreadyGone) {
            // Nothing is left to cut.
            stopped = true;
        }
    }
}
