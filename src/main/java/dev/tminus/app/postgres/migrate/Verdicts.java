package dev.tminus.app.postgres.migrate;

import dev.tminus.action.ActionContext;
import dev.tminus.app.postgres.database.Target;
import dev.tminus.app.postgres.database.TargetRefused;
import dev.tminus.app.postgres.grammar.Grammar;
import dev.tminus.app.postgres.grammar.SyntaxMistake;
import dev.tminus.app.postgres.migrate.MigrationLook.Attempt;
import dev.tminus.app.postgres.migrate.MigrationReport.Failure;
import dev.tminus.app.postgres.trouble.Failing;
import dev.tminus.app.postgres.trouble.Troubleshooting;
import dev.tminus.app.postgres.verdict.Advice;
import dev.tminus.app.postgres.verdict.Verdict;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        List<String> lines = new ArrayList<>(Troubleshooting.lines(connection, failing(file.get(), failure, look)));
        Told told = told(verdict, stuck(look).contains(failure.name()) && !goesOn, goesOn);
        lines.addAll(told.lines());
        return Optional.of(new Told(verdict, lines));
    }

    private Failing failing(Migration migration, Failure failure, MigrationLook look) {
        Map<String, String> applied = new LinkedHashMap<>();
        Set<String> names = Set.copyOf(look.applied());
        request.migrations().stream()
                .filter(one -> names.contains(one.name()))
                .forEach(one -> applied.put(one.name(), one.script()));
        return new Failing(
                failure.sqlState(),
                failure.named(),
                statement(migration, failure.number()),
                Optional.of(request.schema()),
                applied);
    }

    /** Its text; the whole script where it is not known which one it was. */
    private static String statement(Migration migration, int number) {
        if (number == 0) {
            return migration.script();
        }
        try {
            return Grammar.parse(migration.script())
                    .statements()
                    .get(number - 1)
                    .text();
        } catch (SyntaxMistake unreadable) {
            return migration.script();
        }
    }

    /** On what an earlier attempt, or another tool, began. */
    Optional<Told> unfinished(Attempt attempt, boolean busy, Connection connection) throws SQLException {
        return new EvidenceReader(context, step, request, connection)
                .unfinished(attempt, busy)
                .map(evidence -> told(Verdict.of(evidence), true, false));
    }

    private Told told(Verdict verdict, boolean open, boolean goesOn) {
        Advice.Tool tool = new Advice.Tool(request.prisma(), request.directory().toString());
        Advice advice = new Advice(context.run().value(), step, tool, open, goesOn);
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
