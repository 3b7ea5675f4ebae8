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
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An action with a copy in place of its database; one that would do something elsewhere does nothing and ends well. */
record ActionOnCopy(StepAction action, CopyTrial trial) implements StepAction {

    /** Actions that do their work inside the one database they name. */
    private static final Set<String> INSIDE = Set.of("sql", "pg.migrate", "pg.cleanup", "pg.schema", "pg.analyze");

    /** What belongs to the whole server: a statement about it would not stay in the copy. */
    private static final Set<String> SHARED = Set.of("DATABASE", "ROLE", "TABLESPACE", "SYSTEM", "SUBSCRIPTION");

    /** What actions that were not run answer, so that their own rules of success are met. */
    private static final Values NOTHING_DONE = new Values(Map.of("exit_code", 0L, "output", "", "status", 200L));

    private interface Call {
        Outcome on(ActionContext context) throws InterruptedException;
    }

    @Override
    public ActionType type() {
        return action.type();
    }

    @Override
    public Outcome perform(ActionContext context) throws InterruptedException {
        Optional<String> against = against(context);
        if (against.isPresent()) {
            trial.passOver("%s (%s)".formatted(context.step(), against.get()));
            return Outcome.Done.of(NOTHING_DONE);
        }
        return redirected(context, action::perform);
    }

    @Override
    public Outcome lookAfter(ActionContext context) throws InterruptedException {
        return against(context).isPresent()
                ? new Outcome.Unknown("it was not run on the copy")
                : redirected(context, action::lookAfter);
    }

    private Outcome redirected(ActionContext context, Call call) throws InterruptedException {
        ActionContext copied;
        try {
            copied = trial.redirected(context);
        } catch (SQLException | TargetRefused failed) {
            return trial.refused(failed);
        }
        return call.on(copied);
    }

    /** Why it is not run on a copy. */
    private Optional<String> against(ActionContext context) {
        String name = action.type().name();
        if (!INSIDE.contains(name)) {
            return Optional.of(name);
        }
        if (!DatabaseCopies.isAtConnection(context.inputs())) {
            return Optional.of(name + " in another database");
        }
        return SqlReading.statements(context).stream()
                .filter(ActionOnCopy::isShared)
                .findFirst()
                .map(Statement::tag);
    }

    private static boolean isShared(Statement statement) {
        String tag = statement.tag();
        String object = statement.tree().text("objtype").replace("OBJECT_", "");
        return SHARED.contains(tag.substring(tag.lastIndexOf(' ') + 1)) || SHARED.contains(object);
    }
}
