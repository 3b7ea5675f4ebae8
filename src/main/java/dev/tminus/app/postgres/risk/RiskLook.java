package dev.tminus.app.postgres.risk;

import dev.tminus.action.ActionContext;
import dev.tminus.app.postgres.database.ServerError;
import dev.tminus.app.postgres.database.Target;
import dev.tminus.app.postgres.database.TargetRefused;
import dev.tminus.app.postgres.lint.Rules;
import dev.tminus.book.Problem;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** A look at the database of a step for what is risky in its SQL; what could not be looked at is not taken for harmless. */
public interface RiskLook {

    List<Problem> at(Connection connection) throws SQLException;

    /** On a session of its own; secrets are hidden in what it finds. */
    static List<Problem> on(ActionContext context, Target.Mode mode, RiskLook look) {
        try (Connection connection = Target.of(context).open(mode)) {
            return look.at(connection).stream()
                    .map(problem -> masked(context, problem))
                    .toList();
        } catch (TargetRefused | UncheckedIOException refused) {
            return List.of(notKnown(context, String.valueOf(refused.getMessage())));
        } catch (SQLException failed) {
            return List.of(notKnown(context, ServerError.sentence(failed)));
        }
    }

    private static Problem notKnown(ActionContext context, String why) {
        return masked(
                context,
                new Problem(
                        new Problem.Place("sql of " + context.step(), 1, 1, 1),
                        Rules.UNKNOWN,
                        Problem.Severity.WARNING,
                        "what is risky in it could not be found out: " + why,
                        Optional.of("mend that and look again"),
                        Optional.empty()));
    }

    private static Problem masked(ActionContext context, Problem problem) {
        return new Problem(
                problem.place(),
                problem.code(),
                problem.severity(),
                context.masker().mask(problem.message()),
                problem.help(),
                problem.related());
    }
}
