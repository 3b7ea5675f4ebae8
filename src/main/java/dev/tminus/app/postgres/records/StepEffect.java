package dev.tminus.app.postgres.records;

import dev.tminus.action.ActionContext;
import dev.tminus.app.postgres.database.TargetRefused;
import dev.tminus.app.postgres.schema.DataPrint;
import dev.tminus.app.postgres.schema.DataPrint.TablePrint;
import dev.tminus.app.postgres.schema.Inventory;
import dev.tminus.app.postgres.schema.SchemaPrint;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a step created: the objects that were there before it, those after it, and the rows of the tables it made. Kept
 * where the fingerprints are, so that a clean-up can tell what is the step's own.
 *
 * @param before by id, in words
 * @param after by id, in words
 * @param rows of each table made by the step, by the table's id
 */
public record StepEffect(Map<String, String> before, Map<String, String> after, Map<String, TablePrint> rows) {

    public static void begin(ActionContext context, Connection connection) throws SQLException {
        new FingerprintStore(context)
                .keepOnce(
                        connection,
                        context.step() + "/before",
                        Inventory.of(connection).lines());
    }

    /** Once more after each attempt: what the step made is what all its attempts made. */
    public static void end(ActionContext context, Connection connection) throws SQLException {
        FingerprintStore store = new FingerprintStore(context);
        Optional<SchemaPrint> kept = store.find(connection, context.step() + "/before");
        if (kept.isEmpty()) {
            return;
        }
        Map<String, String> before = Inventory.kept(kept.get().lines());
        Inventory after = Inventory.of(connection);
        List<String> lines = new ArrayList<>();
        after.lines().forEach(line -> lines.add("object\t" + line));
        for (Inventory.Thing thing : after.things().values()) {
            if (thing.is("table") && !before.containsKey(thing.id())) {
                TablePrint rows = rows(connection, thing.name());
                lines.add(String.join("\t", "rows", thing.id(), Long.toString(rows.rows()), rows.checksum()));
            }
        }
        store.keepLast(connection, context.step() + "/after", lines);
    }

    public static TablePrint rows(Connection connection, String table) throws SQLException {
        return DataPrint.of(connection, List.of(table))
                .tables()
                .values()
                .iterator()
                .next();
    }

    /** Of an earlier step of the run. */
    public static StepEffect of(ActionContext context, Connection connection, String step) throws SQLException {
        FingerprintStore store = new FingerprintStore(context);
        Optional<SchemaPrint> before = store.find(connection, step + "/before");
        Optional<SchemaPrint> after = store.find(connection, step + "/after");
        if (before.isEmpty() || after.isEmpty()) {
            throw new TargetRefused(
                    ("Nothing is kept of what step '%s' created, neither here nor on the target, so nothing can be "
                                    + "told to be its own; only pg.migrate keeps it. Look by hand, or restore the backup.")
                            .formatted(step));
        }
        List<String> objects = new ArrayList<>();
        Map<String, TablePrint> rows = new LinkedHashMap<>();
        for (String line : after.get().lines()) {
            String[] part = line.split("\t", -1);
            if (part[0].equals("rows")) {
                rows.put(part[1], new TablePrint(Long.parseLong(part[2]), part[3]));
            } else {
                objects.add(line.substring(line.indexOf('\t') + 1));
            }
        }
        return new StepEffect(Inventory.kept(before.get().lines()), Inventory.kept(objects), rows);
    }

    public boolean made(String id) {
        return after.containsKey(id) && !before.containsKey(id);
    }

    /** Tables and columns that were there before the step and are not after it. */
    public List<String> removed() {
        return before.entrySet().stream()
                .filter(thing -> !after.containsKey(thing.getKey()))
                .map(Map.Entry::getValue)
                .filter(words -> words.startsWith("table ") || words.startsWith("column "))
                .toList();
    }
}
