package dev.tminus.app.postgres.database;

import dev.tminus.action.ActionContext;
import dev.tminus.run.Outcome;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Work of an action on its own connection to the target, which an interrupt ends and whose errors become an outcome. */
public final class TargetWork {

    private TargetWork() {}

    /** What is done with the connection; it is closed afterwards. */
    public interface Work {
        Outcome on(Connection connection) throws SQLException;
    }

    public static Outcome perform(ActionContext context, Target.Mode mode, Work work) {
        return perform(context, UnaryOperator.identity(), mode, work);
    }

    /** On another database than the step's, such as one beside it. */
    public static Outcome perform(ActionContext context, UnaryOperator<Target> place, Target.Mode mode, Work work) {
        try (Connection connection = place.apply(Target.of(context)).open(mode)) {
            AtomicReference<@Nullable Outcome> outcome = new AtomicReference<>();
            Interruptible interruptible = new Interruptible(connection, context.grace());
            boolean ended = interruptible.await(
                    "target " + context.step(), () -> outcome.set(outcome(context, connection, work)), () -> {});
            Outcome found = outcome.get();
            if (!ended || found == null) {
                return new Outcome.Unknown("The step was stopped and its connection cut, but it did not end.");
            }
            return interruptible.stopped() && found instanceof Outcome.Failed failed
                    ? new Outcome.Failed("The step was stopped. " + failed.reason(), failed.result(), failed.output())
                    : found;
        } catch (TargetRefused refused) {
            return failed(context, refused.getMessage());
        } catch (SQLException notClosed) {
            return failed(context, ServerError.sentence(notClosed) + ".");
        }
    }

    private static Outcome outcome(ActionContext context, Connection connection, Work work) {
        try {
            return work.on(connection);
        } catch (TargetRefused refused) {
            return failed(context, refused.getMessage());
        } catch (UncheckedIOException unreadable) {
            return failed(
                    context,
                    unreadable.getMessage() + ": " + unreadable.getCause().getMessage() + ".");
        } catch (SQLException failed) {
            return failed(context, ServerError.sentence(failed) + ServerError.hint(failed));
        }
    }

    private static Outcome failed(ActionContext context, @Nullable String why) {
        return Outcome.Failed.because(context.masker().mask(String.valueOf(why)));
    }
}
