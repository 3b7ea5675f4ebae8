package dev.tminus.app.postgres.compare;

import dev.tminus.action.ActionContext;
import dev.tminus.action.StepAction;
import dev.tminus.app.postgres.catalog.Catalog;
import dev.tminus.app.postgres.catalog.TableName;
import dev.tminus.app.postgres.database.Inputs;
import dev.tminus.app.postgres.database.Probe;
import dev.tminus.app.postgres.database.Target;
import dev.tminus.app.postgres.database.TargetWork;
import dev.tminus.app.postgres.schema.SchemaPrint;
import dev.tminus.book.ActionType;
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

    @Override
    public ActionType type() {
        return SchemaType.TYPE;
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
        found.put("fingerprint", now.asCopied().digest());
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
        new SchemaComparison(context, inputs).judge(connection, now, found, complaints);
        Values values = new Values(masked(context, found));
        return complaints.isEmpty()
                ? Outcome.Done.of(values)
                : new Outcome.Failed(context.masker().mask(String.join(" ", complaints)), values, Optional.empty());
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
        return (Map<String, Object>) context.masker().maskAll(found);
    }

    @Override
    public List<String> probe(ActionContext context) {
        return Probe.reach(context);
    }

    private static List<TableName> tables(Inputs inputs) {
        return inputs.texts("tables").stream().map(TableName::of).toList();
    }
}
