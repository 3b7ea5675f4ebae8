package dev.tminus.app.postgres.activity;

import static dev.tminus.app.postgres.database.TargetKeys.DURATION;
import static dev.tminus.app.postgres.database.TargetKeys.INT;
import static dev.tminus.app.postgres.database.TargetKeys.ROWS;
import static dev.tminus.app.postgres.database.TargetKeys.TEXT;

import dev.tminus.action.ActionContext;
import dev.tminus.action.StepAction;
import dev.tminus.app.postgres.activity.Sessions.Session;
import dev.tminus.app.postgres.database.Inputs;
import dev.tminus.app.postgres.database.Probe;
import dev.tminus.app.postgres.database.ServerError;
import dev.tminus.app.postgres.database.Target;
import dev.tminus.app.postgres.database.TargetKeys;
import dev.tminus.app.postgres.database.TargetRefused;
import dev.tminus.app.postgres.database.TargetWork;
import dev.tminus.book.ActionType;
import dev.tminus.book.ActionType.DryRun;
import dev.tminus.book.ActionType.Repeat;
import dev.tminus.book.ActionType.Shape;
import dev.tminus.book.Values;
import dev.tminus.run.Outcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The action {@code pg.drain}: ends the sessions it is told to end, and says which are there again or still. */
public final class DrainAction implements StepAction {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long LOOK_AGAIN_MILLIS = 100;

    private static final ActionType TYPE = new ActionType(
            "pg.drain",
            "Ends sessions of the database: those that fit every key given, of which one must be. Never its own or "
                    + "another run's, never replication or processes of the server. Fails where sessions are left. "
                    + "Result: ended and left, a row for each session.",
            Optional.empty(),
            TargetKeys.with(
                    key("user", TEXT, "Sessions of this role.", "app"),
                    key("application", TEXT, "Sessions with this application_name.", "donations-web"),
                    key(
                            "state",
                            new Shape.OneOf(List.of("active", "idle", "idle_in_transaction")),
                            "Sessions in this state.",
                            "idle_in_transaction"),
                    key("older_than", DURATION, "Sessions whose transaction or state is older.", "5m"),
                    key("processes", TargetKeys.TEXTS, "Sessions by process id.", "[4711]"),
                    key(
                            "how",
                            new Shape.OneOf(List.of("cancel", "end")),
                            "Ends sessions (end, the default), or only what they run (cancel).",
                            "cancel"),
                    key("most", INT, "Touches none where more sessions than this fit.", "20"),
                    key("wait", DURATION, "How long ending may take. Default 10s.", "30s")),
            List.of(),
            Map.of("ended", ROWS, "left", ROWS),
            Repeat.SAFE,
            DryRun.PROBE,
            Optional.empty(),
            """
            pg.drain: { db: main, user: app, state: idle_in_transaction, older_than: 1m }
            """);

    private static ActionType.Key key(String name, Shape shape, String help, String example) {
        return ActionType.Key.optional(name, shape, "%s Example: %s: %s".formatted(help, name, example));
    }

    @Override
    public ActionType type() {
        return TYPE;
    }

    @Override
    public Outcome perform(ActionContext context) {
        return TargetWork.perform(context, Target.Mode.STATEMENTS, connection -> drain(context, connection));
    }

    private static Outcome drain(ActionContext context, Connection connection) throws SQLException {
        Inputs inputs = new Inputs(context.inputs());
        Sessions sessions = new Sessions(inputs);
        List<Session> found = sessions.find(connection);
        long most = inputs.number("most").orElse(Long.MAX_VALUE);
        if (found.size() > most) {
            throw new TargetRefused("%d sessions fit, more than the %d that may be ended at most; none was touched."
                    .formatted(found.size(), most));
        }
        boolean cancel = inputs.text("how").filter("cancel"::equals).isPresent();
        List<Session> ended = sessions.signal(connection, cancel);
        List<Session> left = cancel
                ? List.of()
                : left(sessions, connection, inputs.duration("wait").orElse(PATIENCE));
        ended.forEach(session -> context.output()
                .show(context.masker().mask((cancel ? "cancelled " : "ended ") + text(session) + "\n")));
        Values values = values(context, ended, left);
        return left.isEmpty()
                ? Outcome.Done.of(values)
                : new Outcome.Failed(
                        context.masker()
                                .mask("These sessions are there still or again: %s. Stop what opens them."
                                        .formatted(left.stream()
                                                .map(DrainAction::text)
                                                .collect(Collectors.joining(", ")))),
                        values,
                        Optional.empty());
    }

    private static List<Session> left(Sessions sessions, Connection connection, Duration wait) throws SQLException {
        long end = System.nanoTime() + wait.toNanos();
        List<Session> left = sessions.find(connection);
        while (!left.isEmpty() && System.nanoTime() < end) {
            try {
                Thread.sleep(LOOK_AGAIN_MILLIS);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return left;
            }
            left = sessions.find(connection);
        }
        return left;
    }

    private static Values values(ActionContext context, List<Session> ended, List<Session> left) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("ended", rows(context, ended));
        result.put("left", rows(context, left));
        return new Values(result);
    }

    private static Object rows(ActionContext context, List<Session> sessions) {
        return context.masker().maskAll(sessions.stream().map(Session::row).toList());
    }

    private static String text(Session session) {
        return "process %d of %s (%s, %s)"
                .formatted(
                        session.pid(),
                        session.row().get("user"),
                        session.row().get("application"),
                        session.row().get("state"));
    }

    /** The sessions it would end now, for the approval beside the step. */
    @Override
    public Values pending(ActionContext context) {
        try (Connection connection = Target.of(context).open()) {
            return Values.of("sessions", rows(context, new Sessions(new Inputs(context.inputs())).find(connection)));
        } catch (TargetRefused refused) {
            return Values.of("problem", context.masker().mask(String.valueOf(refused.getMessage())));
        } catch (SQLException failed) {
            return Values.of("problem", context.masker().mask(ServerError.sentence(failed)));
        }
    }

    @Override
    public List<String> probe(ActionContext context) {
        return Probe.with(context, connection -> {
            new Sessions(new Inputs(context.inputs())).find(connection);
            return List.of();
        });
    }
}
