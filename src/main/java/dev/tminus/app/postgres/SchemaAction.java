package dev.tminus.app.postgres;

import static dev.tminus.app.postgres.TargetKeys.BOOL;
import static dev.tminus.app.postgres.TargetKeys.TEXTS;

import dev.tminus.action.ActionContext;
import dev.tminus.action.StepAction;
import dev.tminus.app.postgres.schema.SchemaPrint;
import dev.tminus.book.ActionType;
import dev.tminus.book.ActionType.DryRun;
import dev.tminus.book.ActionType.Repeat;
import dev.tminus.book.ActionType.Shape;
import dev.tminus.book.Type;
import dev.tminus.book.Type.Simple;
import dev.tminus.book.Values;
import dev.tminus.run.Outcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The action {@code pg.schema}: reads a schema from the catalogs and says whether it is the one that is wanted. */
public final class SchemaAction implements StepAction {

    /** Enough to see what happened; the result holds no more either. */
    private static final int MOST_DIFFERENCES = 100;

    private static final int MOST_OF_A_LINE = 300;

    private static final Type NAMES = new Type.ListOf(Simple.STRING);

    private static final ActionType TYPE = new ActionType(
            "pg.schema",
            "Verifies tables, indexes and constraints by the catalogs, or that the schema is the same as it was. Fails with "
                    + "everything that is not as wanted.",
            Optional.empty(),
            TargetKeys.with(
                    ActionType.Key.optional(
                            "tables", TEXTS, "Tables that must be there. Example: tables: [gifts, app.donors]"),
                    ActionType.Key.optional(
                            "no_invalid_indexes",
                            BOOL,
                            "No index may be left invalid by a build that failed. Example: no_invalid_indexes: true"),
                    ActionType.Key.optional(
                            "no_unvalidated_constraints",
                            BOOL,
                            "No constraint, foreign keys included, may be left unvalidated. "
                                    + "Example: no_unvalidated_constraints: true"),
                    ActionType.Key.optional(
                            "same_as",
                            new Shape.Either(List.of(
                                    new Shape.OneOf(List.of(FingerprintStore.BEFORE)),
                                    new Shape.Reference(ActionType.Target.STEP))),
                            "The schema must be as it was before the run's first pg.migrate (before), or as an earlier pg.schema "
                                    + "step found it. Example: same_as: before")),
            List.of(),
            result(),
            Repeat.SAFE,
            DryRun.PROBE,
            Optional.empty(),
            """
            pg.schema: { db: main, tables: [gifts, donors], no_invalid_indexes: true, no_unvalidated_constraints: true }
            """);

    private static Map<String, Type> result() {
        Map<String, Type> fields = new LinkedHashMap<>();
        fields.put("tables", NAMES);
        fields.put("indexes", NAMES);
        fields.put("foreign_keys", NAMES);
        fields.put("invalid_indexes", NAMES);
        fields.put("unvalidated_constraints", NAMES);
        fields.put("fingerprint", Simple.STRING);
        fields.put("differences", NAMES);
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
        Map<String, Object> found = new LinkedHashMap<>();
        List<String> invalid = Catalog.texts(connection, Catalog.INVALID_INDEXES);
        List<String> unvalidated = Catalog.texts(connection, Catalog.UNVALIDATED_CONSTRAINTS);
        SchemaPrint now = SchemaPrint.of(connection);
        found.put("tables", Catalog.texts(connection, Catalog.TABLES));
        found.put("indexes", Catalog.texts(connection, Catalog.INDEXES));
        found.put("foreign_keys", Catalog.texts(connection, Catalog.FOREIGN_KEYS));
        found.put("invalid_indexes", invalid);
        found.put("unvalidated_constraints", unvalidated);
        found.put("fingerprint", now.digest());
        List<String> complaints = new ArrayList<>();
        List<TableName> missing = Catalog.missing(connection, tables(inputs));
        complain(
                complaints,
                "These tables are not there: %s.",
                missing.stream().map(TableName::toString).toList());
        if (inputs.flag("no_invalid_indexes")) {
            complain(complaints, "These indexes are invalid: %s. Drop and build them again.", invalid);
        }
        if (inputs.flag("no_unvalidated_constraints")) {
            complain(complaints, "These constraints are not validated: %s. Validate them.", unvalidated);
        }
        FingerprintStore store = new FingerprintStore(context);
        List<String> differences = new ArrayList<>();
        Optional<String> same = inputs.text("same_as");
        if (same.isPresent()) {
            differences.addAll(differences(store.find(connection, same.get()), now, same.get()));
            complain(complaints, "The schema is not the same as %s:\n%%s".formatted(same.get()), "\n", differences);
        }
        store.keep(now);
        found.put("differences", differences);
        Values values = new Values(masked(context, found));
        return complaints.isEmpty()
                ? Outcome.Done.of(values)
                : new Outcome.Failed(context.masker().mask(String.join(" ", complaints)), values, Optional.empty());
    }

    private static List<String> differences(Optional<SchemaPrint> before, SchemaPrint now, String name) {
        if (before.isEmpty()) {
            throw new TargetRefused(("No fingerprint of '%s' is kept in this run, neither here nor on the target; "
                            + "pg.migrate takes one before it begins, and each pg.schema step takes one.")
                    .formatted(name));
        }
        List<String> all = now.differenceFrom(before.get());
        List<String> shown = new ArrayList<>(all.stream()
                .limit(MOST_DIFFERENCES)
                .map(line -> line.length() > MOST_OF_A_LINE ? line.substring(0, MOST_OF_A_LINE) + " ..." : line)
                .toList());
        if (all.size() > MOST_DIFFERENCES) {
            shown.add("and %d more".formatted(all.size() - MOST_DIFFERENCES));
        }
        return shown;
    }

    private static void complain(List<String> complaints, String sentence, List<String> what) {
        complain(complaints, sentence, ", ", what);
    }

    private static void complain(List<String> complaints, String sentence, String between, List<String> what) {
        if (!what.isEmpty()) {
            complaints.add(sentence.formatted(what.stream().collect(Collectors.joining(between))));
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> masked(ActionContext context, Map<String, Object> found) {
        return (Map<String, Object>) Masked.value(context.masker(), found);
    }

    @Override
    public List<String> probe(ActionContext context) {
        return Probe.reach(context);
    }

    private static List<TableName> tables(Inputs inputs) {
        return inputs.texts("tables").stream().map(TableName::of).toList();
    }
}
