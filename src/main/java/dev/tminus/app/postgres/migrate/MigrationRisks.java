package dev.tminus.app.postgres.migrate;

import dev.tminus.action.ActionContext;
import dev.tminus.app.postgres.database.Target;
import dev.tminus.app.postgres.lint.Conditions;
import dev.tminus.app.postgres.lint.Conditions.Grouping;
import dev.tminus.app.postgres.lint.Linter;
import dev.tminus.app.postgres.lint.Rules;
import dev.tminus.app.postgres.risk.DatabaseFacts;
import dev.tminus.app.postgres.risk.RiskLook;
import dev.tminus.app.postgres.risk.RiskProblems;
import dev.tminus.book.Problem;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is risky in migrations.
 *
 * @param shown the directory, as people are to read it
 * @param timeout whether each statement waits for its lock no longer than a lock_timeout
 */
public record MigrationRisks(Path shown, String tool, boolean timeout) {

    /** In those that are pending on the step's database, sized by the rows of the tables they are for; reads catalogs only. */
    static List<Problem> pending(ActionContext context, InstantSource clock) {
        return RiskLook.on(context, Target.Mode.SCRIPTS, connection -> {
            MigrateRequest request = MigrateRequest.of(context);
            MigrationLook look = request.migrator(clock).look(connection);
            Path shown = context.folder().relativize(request.directory());
            boolean timeout = !request.patience().lockTimeout().isZero();
            MigrationRisks risks = new MigrationRisks(shown, request.tool(), timeout);
            List<Problem> problems = new ArrayList<>();
            look.edited().forEach(name -> problems.add(risks.edited(name)));
            problems.addAll(risks.in(look.pending(), new Linter(DatabaseFacts.of(connection, request.schema()))));
            return problems;
        });
    }

    private Problem edited(String name) {
        return new Problem(
                new Problem.Place(file(name).toString(), 1, 1, 2),
                Rules.EDITED,
                Problem.Severity.WARNING,
                "migration %s was edited after it was applied: its checksum is not the recorded one".formatted(name),
                Optional.of("put the file back as it was applied, and write the change as a new migration"),
                Optional.empty());
    }

    /** In all of a directory, taken in their order. */
    public List<Problem> in(Path directory, Linter linter) {
        return in(isPrisma() ? PrismaDirectory.read(directory) : SqlDirectory.read(directory), linter);
    }

    private List<Problem> in(List<Migration> migrations, Linter linter) {
        List<Problem> problems = new ArrayList<>();
        for (Migration migration : migrations) {
            problems.addAll(
                    RiskProblems.in(file(migration.name()), linter.check(migration.script(), conditions(migration))));
        }
        return problems;
    }

    private Path file(String migration) {
        return isPrisma() ? shown.resolve(migration).resolve("migration.sql") : shown.resolve(migration + ".sql");
    }

    /** Prisma sends a file as one message, which is one transaction where it has more than one statement. */
    private Conditions conditions(Migration migration) {
        Grouping other = SqlDirectory.avoidsTransaction(migration) ? Grouping.EACH_ALONE : Grouping.ONE_TRANSACTION;
        return new Conditions(isPrisma() ? Grouping.ONE_MESSAGE : other, timeout, true);
    }

    private boolean isPrisma() {
        return tool.equals("prisma");
    }
}
