package dev.tminus.app.postgres.watch;

import dev.tminus.action.ActionContext;
import dev.tminus.app.postgres.database.Holders;
import dev.tminus.app.postgres.database.Looking;
import dev.tminus.app.postgres.database.Target;
import dev.tminus.app.postgres.database.TargetRefused;
import dev.tminus.app.postgres.trace.LockWait;
import dev.tminus.app.postgres.trace.Recorder;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The session of a step that looks at its first one, the worker, while a statement runs there; it tells people of every
 * wait for a lock. A server without a connection left for it may still have one statement to run: then there is none.
 */
public final class SecondSession implements AutoCloseable {

    private final ActionContext context;
    private final Optional<Connection> observer;
    private final Optional<Recorder> recorder;

    private SecondSession(ActionContext context, Connection worker) throws SQLException {
        this.context = context;
        this.observer = open(worker);
        this.recorder =
                observer.isPresent() ? Optional.of(Recorder.of(worker, observer.get(), this::waits)) : Optional.empty();
    }

    public static SecondSession of(ActionContext context, Connection worker) throws SQLException {
        return new SecondSession(context, worker);
    }

    /** Empty where there is no second session. */
    public Optional<Recorder> recorder() {
        return recorder;
    }

    private Optional<Connection> open(Connection worker) {
        try {
            return Optional.of(Target.of(context).open(Target.Mode.SCRIPTS));
        } catch (TargetRefused refused) {
            say("no footprints are taken: there is no second session (%s)".formatted(refused.getMessage()));
            holders(worker);
            return Optional.empty();
        }
    }

    private void holders(Connection worker) {
        try {
            Holders.lines(new Looking(worker)).forEach(this::say);
        } catch (SQLException unreadable) {
            say("who holds the connections cannot be read (%s)".formatted(unreadable.getMessage()));
        }
    }

    private void waits(LockWait wait) {
        say(wait.words());
    }

    /** Tells people, secrets hidden; from the worker's thread and the recorder's. */
    public synchronized void say(String line) {
        context.output().show(context.masker().mask(line) + "\n");
    }

    @Override
    public void close() throws SQLException {
        recorder.ifPresent(Recorder::close);
        if (observer.isPresent()) {
            observer.get().close();
        }
    }
}
