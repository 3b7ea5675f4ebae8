package dev.tminus.app.postgres.database;

import dev.tminus.action.ActionContext;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Looks whether a step's database can be worked on, without changing anything. */
public final class Probe {

    private Probe() {}

    /** A question put to an open connection; each finding is a sentence. */
    public interface Question {
        List<String> ask(Connection connection) throws SQLException;
    }

    public static List<String> reach(ActionContext context) {
        return with(context, connection -> List.of());
    }

    public static List<String> with(ActionContext context, Question question) {
        return with(context, Target.Mode.STATEMENTS, question);
    }

    public static List<String> with(ActionContext context, Target.Mode mode, Question question) {
        try (Connection connection = Target.of(context).open(mode)) {
            return question.ask(connection).stream().map(context.masker()::mask).toList();
        } catch (TargetRefused | UncheckedIOException refused) {
            return List.of(context.masker().mask(String.valueOf(refused.getMessage())));
        } catch (SQLException failed) {
            return List.of(context.masker().mask(ServerError.sentence(failed) + "."));
        }
    }
}
