package dev.tminus.app.postgres.cleanup;

import dev.tminus.app.postgres.database.ServerError;
import dev.tminus.app.postgres.records.StepEffect;
import dev.tminus.app.postgres.schema.DataPrint.TablePrint;
import dev.tminus.app.postgres.schema.Inventory;
import dev.tminus.app.postgres.schema.Inventory.Thing;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The dropping of what a step made, within the caller's transaction.
 *
 * <p>Nothing is dropped that was there before the step, under whatever name; nothing that holds rows the step did not leave
 * there; nothing that others built on; and never by {@code cascade}.
 */
final class Cleanup {

    private final Connection connection;
    private final StepEffect effect;
    private final boolean withRows;

    Cleanup(Connection connection, StepEffect effect, boolean withRows) {
        this.connection = connection;
        this.effect = effect;
        this.withRows = withRows;
    }

    /** What it would drop: the step's objects that are still there, parts of its own tables left out. */
    List<Thing> due() throws SQLException {
        Inventory now = Inventory.of(connection);
        return now.things().values().stream()
                .filter(thing -> effect.made(thing.id()))
                .filter(thing -> thing.is("foreign key")
                        || thing.part().filter(effect::made).isEmpty())
                .toList();
    }

    /** Why nothing may be dropped; empty when all may. Locks the tables first, so that nobody writes meanwhile. */
    List<String> objections(List<Thing> due) throws SQLException {
        lock(due);
        List<String> objections = new ArrayList<>();
        for (Thing thing : Inventory.of(connection).things().values()) {
            if (!effect.after().containsKey(thing.id())
                    && thing.part().filter(effect::made).isPresent()) {
                objections.add("%s was made since by others, on what the step made".formatted(thing.words()));
            }
        }
        for (Thing thing : due) {
            if (thing.is("table")) {
                rows(thing).ifPresent(objections::add);
            } else if (thing.is("column") && filled(thing)) {
                held(thing, "values").ifPresent(objections::add);
            }
        }
        return objections;
    }

    private Optional<String> rows(Thing table) throws SQLException {
        TablePrint now = StepEffect.rows(connection, table.name());
        TablePrint left = effect.rows().getOrDefault(table.id(), new TablePrint(0, "0"));
        if (!now.equals(left)) {
            return Optional.of("rows were written into %s since: %d rows now, %d when the step ended"
                    .formatted(table.name(), now.rows(), left.rows()));
        }
        return now.rows() == 0 ? Optional.empty() : held(table, now.rows() + " rows");
    }

    private Optional<String> held(Thing thing, String what) {
        if (!effect.removed().isEmpty()) {
            return Optional.of("%s holds %s, and the step removed %s: these may be what was in it"
                    .formatted(thing.words(), what, String.join(", ", effect.removed())));
        }
        return withRows
                ? Optional.empty()
                : Optional.of("%s holds %s; with_rows: true lets what the step itself wrote go"
                        .formatted(thing.words(), what));
    }

    private boolean filled(Thing column) throws SQLException {
        String table = table(column);
        String name = column.name().substring(table.length() + 1);
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(
                        "select exists (select from %s where %s is not null)".formatted(table, name))) {
            return found.next() && found.getBoolean(1);
        }
    }

    /** A column's name is its table's with its own behind it; how it is dropped says where one ends. */
    private static String table(Thing column) {
        String ofTable = column.drop().substring("alter table ".length());
        String behind = column.drop().substring(column.drop().lastIndexOf(" drop column "));
        return ofTable.substring(0, ofTable.length() - behind.length());
    }

    private void lock(List<Thing> due) throws SQLException {
        for (Thing thing : due) {
            if (thing.is("table") || thing.is("column")) {
                String table = thing.is("table") ? thing.name() : table(thing);
                try (Statement statement = connection.createStatement()) {
                    statement.execute("lock table " + table + " in access exclusive mode");
                }
            }
        }
    }

    /** Drops again and again until all is gone or nothing moves; then says what stays and what it waits for. */
    Map<Thing, String> drop(List<Thing> due) throws SQLException {
        Map<Thing, String> left = new LinkedHashMap<>();
        due.forEach(thing -> left.put(thing, ""));
        int before;
        do {
            before = left.size();
            for (Thing thing : List.copyOf(left.keySet())) {
                Optional<String> refused = tryToDrop(thing);
                refused.ifPresentOrElse(why -> left.put(thing, why), () -> left.remove(thing));
            }
        } while (!left.isEmpty() && left.size() < before);
        return left;
    }

    private Optional<String> tryToDrop(Thing thing) throws SQLException {
        Savepoint savepoint = connection.setSavepoint();
        try (Statement statement = connection.createStatement()) {
            statement.execute(thing.drop());
            connection.releaseSavepoint(savepoint);
            return Optional.empty();
        } catch (SQLException refused) {
            if (ServerError.connectionLost(refused)) {
                throw refused;
            }
            connection.rollback(savepoint);
            return Optional.of(ServerError.sentence(refused));
        }
    }
}
