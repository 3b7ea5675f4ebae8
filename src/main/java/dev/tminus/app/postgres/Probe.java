package dev.tminus.app.postgres;

import dev.tminus.action.ActionContext;
import dev.tminus.app.postgres.backup.BackupRefused;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Looks whether a step's database can be worked on, without changing anything. */
final class Probe {

    private Probe() {}

    /** A question put to an open connection; each finding is a sentence. */
    interface Question {
        List<String> ask(Connection connection) throws SQLException;
    }

    static List<String> reach(ActionContext context) {
        return with(context, connection -> List.of());
    }

    static List<String> with(ActionContext context, Question question) {
        return with(context, Target.Mode.STATEMENTS, question);
    }

    static List<String> with(ActionContext context, Target.Mode mode, Question question) {
        try (Connection connection = Target.of(context).open(mode)) {
            return question.ask(connection).stream().map(context.masker()::mask).toList();
        } catch (TargetRefused | MigrationRefused | BackupRefused | UncheckedIOException refused) {
            return List.of(context.masker().mask(String.valueOf(refused.getMessage())));
        } catch (SQLException failed) {
            return List.of(context.masker().mask(ServerError.sentence(failed) + "."));
        }
    }
}
