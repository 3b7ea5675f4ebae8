package dev.tminus.app.postgres.migrate;

import dev.tminus.action.ActionContext;
import dev.tminus.app.postgres.database.Target;
import dev.tminus.app.postgres.database.TargetRefused;
import dev.tminus.app.postgres.migrate.MigrationLook.Attempt;
import dev.tminus.app.postgres.migrate.MigrationReport.Failure;
import dev.tminus.app.postgres.verdict.Advice;
import dev.tminus.app.postgres.verdict.Verdict;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The verdicts on what a step's migrations left, and the resolving of what they prove. */
final class Verdicts {

    private final ActionContext context;
    private final String step;
    private final MigrateRequest request;
    private final Migrator migrator;

    /** @param step the key of the step that began the migrations */
    Verdicts(ActionContext context, String step, MigrateRequest request, InstantSource clock) {
        this.context = context;
        this.step = step;
        this.request = request;
        this.migrator = request.migrator(clock);
    }

    /** A verdict and the lines that tell it. */
    record Told(Verdict verdict, List<String> lines) {
        String text() {
            return String.join("\n", lines);
        }
    }

    /** On a migration that has just failed. Where its connection is gone, another one is asked; empty where none can be. */
    Optional<Told> failed(Failure failure, Connection connection) {
        try {
            if (!connection.isClosed()) {
                return failure(failure, connection);
            }
            try (Connection again = Target.of(context).open(Target.Mode.SCRIPTS)) {
                return failure(failure, again);
            }
        } catch (SQLException | TargetRefused unreachable) {
            context.output()
                    .show(context.masker()
                            .mask("no verdict: the target could not be asked (%s)%n"
                                    .formatted(unreachable.getMessage())));
            return Optional.empty();
        }
    }

    private Optional<Told> failure(Failure failure, Connection connection) throws SQLException {
        Optional<Migration> file = request.migrations().stream()
                .filter(migration -> migration.name().equals(failure.name()))
                .findFirst();
        if (file.isEmpty()) {
            return Optional.empty();
        }
        MigrationLook look = migrator.look(connection);
        Verdict verdict = Verdict.of(
                new EvidenceReader(context, step, request, connection).failed(file.get(), failure, look.deploying()));
        boolean goesOn = !request.together(file.get()) && failure.number() > 0;
        return Optional.of(told(verdict, stuck(look).contains(failure.name()) && !goesOn, goesOn));
    }

    /** On what an earlier attempt, or another tool, began. */
    Optional<Told> unfinished(Attempt attempt, boolean busy, Connection connection) throws SQLException {
        return new EvidenceReader(context, step, request, connection)
                .unfinished(attempt, busy)
                .map(evidence -> told(Verdict.of(evidence), true, false));
    }

    private Told told(Verdict verdict, boolean open, boolean goesOn) {
        Advice advice = new Advice(context.run().value(), step, request.prisma(), open, goesOn);
        return new Told(verdict, advice.lines(verdict));
    }

    private static Set<String> stuck(MigrationLook look) {
        return look.unfinished().stream().map(Attempt::name).collect(Collectors.toSet());
    }

    /** Resolves every unfinished migration whose fate is proven, and says so. */
    void resolveProven(Connection connection) throws SQLException {
        MigrationLook look = migrator.look(connection);
        for (Attempt attempt : look.unfinished()) {
            Optional<Verdict> verdict =
                    unfinished(attempt, look.deploying(), connection).map(Told::verdict);
            if (verdict.flatMap(Verdict::resolve).isPresent()) {
                resolve(connection, verdict.get(), verdict.get().resolve().get());
            }
        }
    }

    void resolve(Connection connection, Verdict verdict, Verdict.Resolve resolve) throws SQLException {
        migrator.resolve(
                connection,
                verdict.migration(),
                resolve == Verdict.Resolve.APPLIED ? Migrator.Resolution.APPLIED : Migrator.Resolution.ROLLED_BACK);
        context.output()
                .show(context.masker()
                        .mask("%s resolved as %s: %s%n"
                                .formatted(verdict.migration(), resolve.word().replace('_', ' '), verdict.because())));
    }
}
