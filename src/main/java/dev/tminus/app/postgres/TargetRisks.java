package dev.tminus.app.postgres;

import dev.tminus.action.ActionContext;
import dev.tminus.app.postgres.pg.lint.Conditions;
import dev.tminus.app.postgres.pg.lint.Conditions.Grouping;
import dev.tminus.app.postgres.pg.lint.Linter;
import dev.tminus.app.postgres.pg.lint.Rules;
import dev.tminus.book.Problem;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is risky in the SQL of a step, sized by the rows of the tables it is for. Reads catalogs only. */
final class TargetRisks {

    private TargetRisks() {}

    /** Of the migrations that are pending there. */
    static List<Problem> pending(ActionContext context, InstantSource clock) {
        return with(context, Target.Mode.SCRIPTS, connection -> {
            MigrateRequest request = MigrateRequest.of(context);
            List<Migration> pending = request.migrator(clock).look(connection).pending();
            boolean timeout = !request.patience().lockTimeout().isZero();
            boolean prisma = request.tool().equals("prisma");
            Path shown = context.folder().relativize(request.directory());
            Linter linter = new Linter(DatabaseFacts.of(connection, request.schema()));
            List<Problem> problems = new ArrayList<>();
            for (Migration migration : pending) {
                problems.addAll(SqlReview.problems(
                        SqlReview.file(shown, migration, prisma),
                        linter.check(migration.script(), SqlReview.conditions(migration, prisma, timeout))));
            }
            return problems;
        });
    }

    /** Of the text of a {@code sql} step; without a file it is named after the step. */
    static List<Problem> ofText(ActionContext context) {
        Inputs inputs = new Inputs(context.inputs());
        if (inputs.flag("read_only")) {
            return List.of();
        }
        Path shown = Path.of(inputs.text("file").orElse("sql of " + context.step()));
        return with(context, Target.Mode.STATEMENTS, connection -> {
            SqlEnd end = SqlEnd.of(inputs);
            String text = SqlText.of(context).text();
            TargetAddress address = Target.of(context).address();
            boolean timeout = Optional.ofNullable(address.session().get("lock_timeout"))
                    .filter(millis -> !millis.equals("0"))
                    .isPresent();
            Grouping grouping = end == SqlEnd.EACH_ALONE ? Grouping.EACH_ALONE : Grouping.ONE_TRANSACTION;
            Linter linter = new Linter(DatabaseFacts.of(connection, address.schema()));
            return SqlReview.problems(
                    shown, linter.check(PsqlVariables.blanked(text), new Conditions(grouping, timeout, false)));
        });
    }

    /** Looks at an open connection. */
    private interface Look {
        List<Problem> at(Connection connection) throws SQLException;
    }

    private static List<Problem> with(ActionContext context, Target.Mode mode, Look look) {
        try (Connection connection = Target.of(context).open(mode)) {
            return look.at(connection).stream()
                    .map(problem -> masked(context, problem))
                    .toList();
        } catch (TargetRefused | SqlMistake | MigrationRefused | UncheckedIOException refused) {
            return List.of(notKnown(context, String.valueOf(refused.getMessage())));
        } catch (SQLException failed) {
            return List.of(notKnown(context, ServerError.sentence(failed)));
        }
    }

    /** What could not be looked at is not taken for harmless. */
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
