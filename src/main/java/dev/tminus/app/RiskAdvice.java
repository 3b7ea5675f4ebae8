package dev.tminus.app;

import dev.tminus.app.cli.desk.ExitCode;
import dev.tminus.app.cli.desk.Refusal;
import dev.tminus.app.cli.desk.SqlAdvice;
import dev.tminus.app.postgres.SqlReview;
import dev.tminus.app.postgres.lint.Rules;
import dev.tminus.app.postgres.migrate.MigrationRefused;
import dev.tminus.book.Problem;
import dev.tminus.reader.Reading;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The risk rules of PostgreSQL, for the command line. */
final class RiskAdvice implements SqlAdvice {

    @Override
    public List<Problem> runbook(Path file, Reading reading) {
        return refusing(() -> SqlReview.runbook(file, reading));
    }

    @Override
    public List<Problem> path(Path path) {
        return refusing(() -> SqlReview.path(path));
    }

    @Override
    public Map<String, String> titles() {
        return Rules.titles();
    }

    @Override
    public Map<String, String> explanations() {
        return Rules.explanations();
    }

    private static List<Problem> refusing(Supplier<List<Problem>> work) {
        try {
            return work.get();
        } catch (MigrationRefused refused) {
            throw new Refusal(ExitCode.USAGE, String.valueOf(refused.getMessage()), refused);
        }
    }
}
