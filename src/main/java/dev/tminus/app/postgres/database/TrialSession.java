package dev.tminus.app.postgres.database;

import dev.tminus.action.ActionContext;
import dev.tminus.action.Trial;
import dev.tminus.action.TrialRoom;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One transaction on one database in which the steps of a trial do their work, one after the other; it is never committed.
 *
 * <p>What a step would commit stays for the steps after it; what failed, or takes itself back, is taken back at once.
 */
public final class TrialSession implements TrialRoom.Shared {

    /** Nobody may wait behind a trial for longer. */
    private static final long MOST_LOCK_WAIT_MILLIS = 5_000;

    private final Connection connection;
    private final Set<String> done = new HashSet<>();
    private final List<String> missing = new ArrayList<>();

    private TrialSession(Connection connection) {
        this.connection = connection;
    }

    /** What a step does; its answer says in words what that was. */
    public interface Work {
        Trial on(TrialSession session) throws SQLException;
    }

    /** What a step leaves for those after it. */
    public enum Leaves {
        ITS_WORK,
        NOTHING
    }

    public static Trial perform(ActionContext context, TrialRoom room, Leaves leaves, Work work) {
        try {
            Target target = Target.of(context);
            String name = target.address().url() + " " + target.address().user();
            return room.share(TrialSession.class, name, () -> new TrialSession(target.open()))
                    .step(context, target, leaves, work);
        } catch (TargetRefused refused) {
            return new Trial.Fails(context.masker().mask(String.valueOf(refused.getMessage())));
        } catch (SQLException broken) {
            return new Trial.Fails(context.masker().mask(ServerError.sentence(broken) + "."));
        }
    }

    private Trial step(ActionContext context, Target target, Leaves leaves, Work work) throws SQLException {
        connection.setAutoCommit(false);
        // Each step of a run has a session of its own.
        execute("reset all; reset role; set session authorization default");
        target.prepare(connection);
        execute(
                "select set_config('lock_timeout', case when setting::int between 1 and %1$d then setting else '%1$d' end, false) "
                                .formatted(MOST_LOCK_WAIT_MILLIS)
                        + "from pg_settings where name = 'lock_timeout'");
        Savepoint before = connection.setSavepoint();
        Trial trial = trial(context, work);
        if (trial instanceof Trial.Works && leaves == Leaves.ITS_WORK) {
            connection.releaseSavepoint(before);
            return trial;
        }
        connection.rollback(before);
        if (!(trial instanceof Trial.Works)) {
            missing.add(context.step());
        }
        return trial;
    }

    private Trial trial(ActionContext context, Work work) {
        try {
            Trial trial = work.on(this);
            if (trial instanceof Trial.Works) {
                checkDeferred();
            }
            return trial;
        } catch (TargetRefused | UncheckedIOException refused) {
            return fails(context, String.valueOf(refused.getMessage()));
        } catch (SQLException failed) {
            return fails(context, ServerError.sentence(failed) + ServerError.hint(failed));
        }
    }

    /** What a commit would check only then. */
    private void checkDeferred() throws SQLException {
        Savepoint unchecked = connection.setSavepoint();
        execute("set constraints all immediate");
        connection.rollback(unchecked);
    }

    public Trial.Fails fails(ActionContext context, String why) {
        String lacking = missing.isEmpty()
                ? ""
                : " What came before it on this database is not all there: %s.".formatted(String.join(", ", missing));
        return new Trial.Fails(context.masker().mask(why + lacking));
    }

    /** Whether this is done for the first time in this trial. */
    public boolean first(String what) {
        return done.add(what);
    }

    public Connection connection() {
        return connection;
    }

    public void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        try (connection) {
            connection.rollback();
        } catch (SQLException gone) {
            // The server takes back what a lost session did not commit.
            missing.clear();
        }
    }
}
