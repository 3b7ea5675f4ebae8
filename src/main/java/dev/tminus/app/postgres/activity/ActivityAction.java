package dev.tminus.app.postgres.activity;

import static dev.tminus.app.postgres.database.TargetKeys.INT;
import static dev.tminus.app.postgres.database.TargetKeys.ROWS;

import dev.tminus.action.ActionContext;
import dev.tminus.action.StepAction;
import dev.tminus.app.postgres.database.Inputs;
import dev.tminus.app.postgres.database.Probe;
import dev.tminus.app.postgres.database.Target;
import dev.tminus.app.postgres.database.TargetKeys;
import dev.tminus.app.postgres.database.TargetRefused;
import dev.tminus.app.postgres.database.TargetWork;
import dev.tminus.app.postgres.records.FingerprintStore;
import dev.tminus.app.postgres.sql.RowReader;
import dev.tminus.book.ActionType;
import dev.tminus.book.ActionType.DryRun;
import dev.tminus.book.ActionType.Repeat;
import dev.tminus.book.ActionType.Shape;
import dev.tminus.book.Type;
import dev.tminus.book.Type.Simple;
import dev.tminus.book.Values;
import dev.tminus.run.Outcome;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The action {@code pg.activity}: what goes on in a database now, and what got slower or fails more than before. */
public final class ActivityAction implements StepAction {

    /** The name under which the costs from before the first change are asked for, as for {@code pg.schema}. */
    public static final String BEFORE = FingerprintStore.BEFORE;

    private static final long SLOWEST = 10;

    private static final String BLOCKED = """
            select a.pid as process, a.usename as "user", a.application_name as application,
              (extract(epoch from clock_timestamp() - coalesce(l.waitstart, a.query_start)) * 1000)::bigint as waits_ms,
              a.wait_event as waits_for, left(a.query, 200) as query, b.pid as blocked_by, c.usename as blocked_by_user,
              c.application_name as blocked_by_application, c.state as blocked_by_state, left(c.query, 200) as blocked_by_query
            from pg_stat_activity a cross join unnest(pg_blocking_pids(a.pid)) b(pid)
              left join pg_stat_activity c on c.pid = b.pid
              left join lateral (select min(waitstart) as waitstart from pg_locks where pid = a.pid and not granted) l on true
            where a.wait_event_type = 'Lock' and a.datname = current_database()
            order by 4 desc
            """;

    private static final String NOW = """
            select count(*) filter (where state = 'active') as active,
              count(*) filter (where state like 'idle in transaction%') as idle_in_transaction, count(*) as sessions,
              coalesce(max(extract(epoch from clock_timestamp() - query_start) * 1000) filter (where state = 'active'), 0)::bigint
                as longest_query_ms,
              coalesce(max(extract(epoch from clock_timestamp() - xact_start) * 1000), 0)::bigint as longest_transaction_ms
            from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid() and coalesce(backend_type, 'client backend') = 'client backend'
            """;

    private static final ActionType TYPE = new ActionType(
            "pg.activity",
            "Looks at what goes on in a database, for polls and reviews. Result: rows, the slowest statements by "
                    + "pg_stat_statements (statements is false where the server does not keep them) with query, calls, "
                    + "mean_ms and, where compared, mean_ms_before, times_slower and new; blocked, a row for each session "
                    + "that waits for a lock and each that holds it up; sessions, counts and longest times; counters of "
                    + "errors, such as deadlocks and xact_rollback, where compared since then.",
            Optional.empty(),
            TargetKeys.with(
                    ActionType.Key.optional(
                            "slowest", INT, "So many of the slowest statements. Default 10. Example: slowest: 10"),
                    ActionType.Key.optional(
                            "against",
                            new Shape.Either(List.of(
                                    new Shape.OneOf(List.of(BEFORE)), new Shape.Reference(ActionType.Target.STEP))),
                            "Counts since then only, and compares with what was until then: since before the run's first "
                                    + "pg.migrate (before), or since an earlier pg.activity step. Example: against: before")),
            List.of(),
            result(),
            Repeat.SAFE,
            DryRun.PROBE,
            Optional.empty(),
            """
            pg.activity: { db: main, slowest: 10, against: before }
            """);

    private static Map<String, Type> result() {
        Map<String, Type> fields = new LinkedHashMap<>();
        fields.put("rows", ROWS);
        fields.put("statements", Simple.BOOL);
        fields.put("blocked", ROWS);
        fields.put("sessions", new Type.MapOf(Simple.INT));
        fields.put("counters", new Type.MapOf(Simple.INT));
        return fields;
    }

    @Override
    public ActionType type() {
        return TYPE;
    }

    @Override
    public Outcome perform(ActionContext context) {
        return TargetWork.perform(context, Target.Mode.STATEMENTS, connection -> look(context, connection));
    }

    private static Outcome look(ActionContext context, Connection connection) throws SQLException {
        Inputs inputs = new Inputs(context.inputs());
        StatementCosts now = StatementCosts.read(connection);
        Optional<String> against = inputs.text("against");
        Optional<StatementCosts> before = against.map(name -> before(context, name));
        now.keep(context, name(context.step()));
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("rows", now.slowest(before, inputs.number("slowest").orElse(SLOWEST)));
        result.put("statements", now.available());
        result.put("blocked", rows(connection, BLOCKED));
        result.put("sessions", rows(connection, NOW).get(0));
        result.put("counters", counters(now, before));
        return Outcome.Done.of(new Values(masked(context, result)));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> masked(ActionContext context, Map<String, Object> result) {
        return (Map<String, Object>) context.masker().maskAll(result);
    }

    private static StatementCosts before(ActionContext context, String name) {
        return StatementCosts.kept(context, name.equals(BEFORE) ? BEFORE : name(name))
                .orElseThrow(() ->
                        new TargetRefused(("No costs of '%s' are kept in this run; pg.migrate keeps them before it "
                                        + "begins, and each pg.activity step does.")
                                .formatted(name)));
    }

    private static String name(String step) {
        return "step-" + step;
    }

    private static Map<String, Long> counters(StatementCosts now, Optional<StatementCosts> before) {
        Map<String, Long> counters = new LinkedHashMap<>();
        now.counters().forEach((counter, value) -> {
            long earlier = before.map(then -> then.counters().getOrDefault(counter, 0L))
                    .filter(then -> then <= value)
                    .orElse(0L);
            counters.put(counter, value - earlier);
        });
        return counters;
    }

    private static List<Map<String, Object>> rows(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet found = statement.executeQuery()) {
            return RowReader.read(found).rows();
        }
    }

    @Override
    public List<String> probe(ActionContext context) {
        return Probe.with(
                context,
                connection -> StatementCosts.read(connection).available()
                        ? List.of()
                        : List.of("The server keeps no statistics of statements: add pg_stat_statements to "
                                + "shared_preload_libraries and create the extension, or see no slow queries."));
    }
}
