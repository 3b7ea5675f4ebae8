package dev.tminus.app.postgres.rollback;

import dev.tminus.action.ActionContext;
import dev.tminus.action.StepAction;
import dev.tminus.app.postgres.database.TargetRefused;
import dev.tminus.app.postgres.grammar.Statement;
import dev.tminus.app.postgres.sql.SqlReading;
import dev.tminus.book.ActionType;
import dev.tminus.book.Values;
import dev.tminus.run.Outcome;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An action with a copy in place of its database; one that would do something elsewhere does nothing and ends well. */
record ActionOnCopy(StepAction action, CopyTrial trial) implements StepAction {

    /** Actions that do their work inside the one database they name, or put another one in its place. */
    private static final Set<String> INSIDE =
            Set.of("sql", "pg.migrate", "pg.cleanup", "pg.schema", "pg.analyze", "pg.restore");

    /** What belongs to the whole server: a statement about it would not stay in the copy. */
    private static final Set<String> SHARED = Set.of("DATABASE", "ROLE", "TABLESPACE", "SYSTEM", "SUBSCRIPTION");

    /** What actions that were not run answer, so that their own rules of success are met. */
    private static final Values NOTHING_DONE =
            new Values(Map.of("exit_code", 0L, "output", "", "status", 200L, "rows", List.of(), "count", 0L));

    private interface Call {
        Outcome on(ActionContext context) throws InterruptedException;
    }

    @Override
    public ActionType type() {
        return action.type();
    }

    @Override
    public Outcome perform(ActionContext context) throws InterruptedException {
        return led(context, action::perform, () -> {
            trial.passOver("%s (%s)".formatted(context.step(), against(context)));
            return Outcome.Done.of(NOTHING_DONE);
        });
    }

    @Override
    public Outcome lookAfter(ActionContext context) throws InterruptedException {
        return led(context, action::lookAfter, () -> new Outcome.Unknown("it was not run on the copy"));
    }

    private interface Instead {
        Outcome outcome();
    }

    private Outcome led(ActionContext context, Call call, Instead instead) throws InterruptedException {
        Optional<ActionContext> led;
        try {
            led = led(context);
        } catch (SQLException | TargetRefused failed) {
            return trial.refused(failed);
        }
        if (led.isEmpty()) {
            return instead.outcome();
        }
        Outcome outcome = call.on(led.get());
        if (outcome instanceof Outcome.Done done) {
            trial.made(context, done.created());
        }
        return outcome;
    }

    /** What the action is given so that it works on a copy; empty where it cannot be. */
    private Optional<ActionContext> led(ActionContext context) throws SQLException {
        if (action.type().name().equals("run")) {
            return trial.filling(context);
        }
        boolean own = against(context).isEmpty();
        return own ? Optional.of(trial.redirected(context)) : beside(context);
    }

    private Optional<ActionContext> beside(ActionContext context) throws SQLException {
        boolean server = action.type().name().equals("sql") && DatabaseCopies.isOnServerOfConnection(context.inputs());
        return server ? trial.besideCopy(context) : Optional.empty();
    }

    /** Why it is not run on a copy; empty text where it is. */
    private String against(ActionContext context) {
        String name = action.type().name();
        if (!INSIDE.contains(name)) {
            return name;
        }
        Optional<String> shared = SqlReading.statements(context).stream()
                .filter(ActionOnCopy::isShared)
                .findFirst()
                .map(Statement::tag);
        return shared.orElse(DatabaseCopies.isAtConnection(context.inputs()) ? "" : name + " in another database");
    }

    private static boolean isShared(Statement statement) {
        String tag = statement.tag();
        String object = statement.tree().text("objtype").replace("OBJECT_", "");
        return SHARED.contains(tag.substring(tag.lastIndexOf(' ') + 1)) || SHARED.contains(object);
    }
}
