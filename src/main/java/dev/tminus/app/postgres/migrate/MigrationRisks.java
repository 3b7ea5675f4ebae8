package dev.tminus.app.postgres.migrate;

import dev.tminus.action.ActionContext;
import dev.tminus.app.postgres.database.Target;
import dev.tminus.app.postgres.lint.Conditions;
import dev.tminus.app.postgres.lint.Conditions.Grouping;
import dev.tminus.app.postgres.lint.Linter;
import dev.tminus.app.postgres.risk.DatabaseFacts;
import dev.tminus.app.postgres.risk.RiskLook;
import dev.tminus.app.postgres.risk.RiskProblems;
import dev.tminus.book.Problem;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

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
            List<Migration> pending = request.migrator(clock).look(connection).pending();
            Path shown = context.folder().relativize(request.directory());
            boolean timeout = !request.patience().lockTimeout().isZero();
            return new MigrationRisks(shown, request.tool(), timeout)
                    .in(pending, new Linter(DatabaseFacts.of(connection, request.schema())));
        });
    }

    /** In all of a directory, taken in their order. */
    public List<Problem> in(Path directory, Linter linter) {
        return in(isPrisma() ? PrismaDirectory.read(directory) : SqlDirectory.read(directory), linter);
    }

    private List<Problem> in(List<Migration> migrations, Linter linter) {
        List<Problem> problems = new ArrayList<>();
        for (Migration migration : migrations) {
            problems.addAll(RiskProblems.in(file(migration), linter.check(migration.script(), conditions(migration))));
        }
        return problems;
    }

    private Path file(Migration migration) {
        return isPrisma()
                ? shown.resolve(migration.name()).resolve("migration.sql")
                : shown.resolve(migration.name() + ".sql");
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
