package dev.tminus.app.postgres.preflight;

import static dev.tminus.app.postgres.database.TargetKeys.BOOL;
import static dev.tminus.app.postgres.database.TargetKeys.DURATION;
import static dev.tminus.app.postgres.database.TargetKeys.INT;
import static dev.tminus.app.postgres.database.TargetKeys.ROWS;

import dev.tminus.action.ActionContext;
import dev.tminus.action.StepAction;
import dev.tminus.app.postgres.database.Inputs;
import dev.tminus.app.postgres.database.Probe;
import dev.tminus.app.postgres.database.Target;
import dev.tminus.app.postgres.database.TargetKeys;
import dev.tminus.app.postgres.database.TargetWork;
import dev.tminus.book.ActionType;
import dev.tminus.book.ActionType.DryRun;
import dev.tminus.book.ActionType.Repeat;
import dev.tminus.run.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The action {@code pg.preflight}: looks whether credentials, connections and the server are fit for a migration. */
public final class PreflightAction implements StepAction {

    private static final ActionType TYPE = new ActionType(
            "pg.preflight",
            "Looks whether a database is fit for a migration and fails with everything that is not. Result: rows, one for "
                    + "each thing looked at, with name, ok, found, wanted and the query.",
            Optional.empty(),
            TargetKeys.with(
                    key("writable", BOOL, "The role may create and fill a table; tried and taken back.", "true"),
                    key(
                            "connections_left",
                            INT,
                            "At least so many connections are free for this role and database.",
                            "20"),
                    key("longest_transaction", DURATION, "No transaction of another session is older.", "5m"),
                    key("no_invalid_indexes", BOOL, "No index is left invalid by a build that failed.", "true"),
                    key("no_unvalidated_constraints", BOOL, "No constraint is left unvalidated.", "true"),
                    key("no_prepared_transactions", BOOL, "No forgotten two-phase transaction holds locks.", "true"),
                    key("owns", TargetKeys.TEXTS, "The role may alter these tables.", "[gifts]"),
                    key("creates_in", TargetKeys.TEXTS, "The role may create things in these schemas.", "[public]"),
                    key(
                            "pool",
                            new ActionType.Shape.Mapping(List.of(
                                    key("user", TargetKeys.TEXT, "The role of the application.", "app"),
                                    key("most", INT, "As many sessions as its pools may open.", "40"))),
                            "Its pools may open all their connections: those open and those left are enough.",
                            "{ user: app, most: 40 }"),
                    key("replication_lag", DURATION, "No standby is further behind.", "30s"),
                    key("slots_behind_mb", INT, "No replication slot holds back more write-ahead log.", "1024"),
                    key(
                            "transactions_left",
                            INT,
                            "At least so many transaction numbers are left before wraparound.",
                            "500000000"),
                    key(
                            "no_stubborn_vacuum",
                            BOOL,
                            "No vacuum against wraparound, VACUUM FULL or CLUSTER runs: these give way to nobody.",
                            "true"),
                    key(
                            "room_for",
                            new ActionType.Shape.Mapping(List.of(
                                    key("tables", TargetKeys.TEXTS, "Tables that are rewritten.", "[gifts]"),
                                    key("free_mb", INT, "Free room; no server tells, so say it.", "50000"))),
                            "There is room for a rewrite of these tables: twice their size with indexes.",
                            "{ tables: [gifts], free_mb: 50000 }"),
                    key(
                            "settings",
                            new ActionType.Shape.Table(TargetKeys.TEXT),
                            "Settings as the step's session has them.",
                            "{ default_transaction_read_only: \"off\" }")),
            List.of(),
            Map.of("rows", ROWS),
            Repeat.SAFE,
            DryRun.PROBE,
            Optional.empty(),
            """
            pg.preflight: { db: main, writable: true, connections_left: 20, longest_transaction: 5m }
            """);

    private static ActionType.Key key(String name, ActionType.Shape shape, String help, String example) {
        return ActionType.Key.optional(name, shape, "%s Example: %s: %s".formatted(help, name, example));
    }

    @Override
    public ActionType type() {
        return TYPE;
    }

    @Override
    public Outcome perform(ActionContext context) {
        return TargetWork.perform(context, Target.Mode.STATEMENTS, connection -> {
            List<Finding> findings = new Preflight(connection, new Inputs(context.inputs())).findings();
            findings.forEach(finding -> context.output()
                    .show(context.masker().mask((finding.ok() ? "ok  " : "NO  ") + finding.sentence() + "\n")));
            String complaint = context.masker().mask(Finding.complaint(findings));
            return complaint.isEmpty()
                    ? Outcome.Done.of(Finding.values(findings))
                    : new Outcome.Failed(complaint, Finding.values(findings), Optional.empty());
        });
    }

    /** Looking is all it does, so a plan sees the findings themselves. */
    @Override
    public List<String> probe(ActionContext context) {
        return Probe.with(
                context,
                connection -> new Preflight(connection, new Inputs(context.inputs()))
                        .findings().stream()
                                .filter(finding -> !finding.ok())
                                .map(Finding::sentence)
                                .toList());
    }
}
