package dev.tminus.app.postgres.catalog;

import dev.tminus.action.ActionContext;
import dev.tminus.action.StepAction;
import dev.tminus.app.postgres.database.Inputs;
import dev.tminus.app.postgres.database.Probe;
import dev.tminus.app.postgres.database.Target;
import dev.tminus.app.postgres.database.TargetKeys;
import dev.tminus.app.postgres.database.TargetRefused;
import dev.tminus.app.postgres.database.TargetWork;
import dev.tminus.book.ActionType;
import dev.tminus.book.ActionType.DryRun;
import dev.tminus.book.ActionType.Repeat;
import dev.tminus.book.Durations;
import dev.tminus.book.Type;
import dev.tminus.book.Type.Simple;
import dev.tminus.book.Values;
import dev.tminus.run.Outcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The action {@code pg.analyze}: collects planner statistics of tables, one after the other. */
public final class AnalyzeAction implements StepAction {

    private static final ActionType TYPE = new ActionType(
            "pg.analyze",
            "Collects planner statistics of tables, each in a transaction of its own. Result: durations, by table.",
            Optional.empty(),
            TargetKeys.with(ActionType.Key.required(
                    "tables", TargetKeys.TEXTS, "The tables, as gifts or app.gifts. Example: tables: [gifts, donors]")),
            List.of(),
            Map.of("durations", new Type.MapOf(Simple.DURATION)),
            Repeat.SAFE,
            DryRun.PROBE,
            Optional.empty(),
            """
            pg.analyze: { db: main, tables: [gifts, donors] }
            """);

    @Override
    public ActionType type() {
        return TYPE;
    }

    @Override
    public Outcome perform(ActionContext context) {
        return TargetWork.perform(context, Target.Mode.STATEMENTS, connection -> {
            Map<String, Object> durations = new LinkedHashMap<>();
            for (TableName table : tables(context)) {
                Duration took = analyze(connection, table);
                durations.put(table.toString(), took);
                context.output().show(context.masker().mask("%s: %s%n".formatted(table, Durations.text(took))));
            }
            return Outcome.Done.of(Values.of("durations", durations));
        });
    }

    /** PostgreSQL only warns where the role may not analyze a table, and does nothing. */
    private static Duration analyze(Connection connection, TableName table) throws SQLException {
        long start = System.nanoTime();
        try (Statement statement = connection.createStatement()) {
            statement.execute("analyze " + table.quoted());
            SQLWarning warning = statement.getWarnings();
            if (warning != null) {
                throw new TargetRefused(
                        "%s was not analyzed: %s. Use the role that owns it.".formatted(table, warning.getMessage()));
            }
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Override
    public List<String> probe(ActionContext context) {
        return Probe.with(
                context,
                connection -> Catalog.missing(connection, tables(context)).stream()
                        .map("There is no table %s."::formatted)
                        .toList());
    }

    private static List<TableName> tables(ActionContext context) {
        return new Inputs(context.inputs())
                .texts("tables").stream().map(TableName::of).toList();
    }
}
