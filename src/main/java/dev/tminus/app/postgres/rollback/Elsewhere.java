package dev.tminus.app.postgres.rollback;

import dev.tminus.action.ActionContext;
import dev.tminus.app.postgres.grammar.Statement;
import dev.tminus.app.postgres.grammar.Tree;
import dev.tminus.app.postgres.sql.SqlReading;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Leads steps that make, rename, drop or fill whole databases, as a restore from a backup does, to those of a trial. What
 * would still touch another database then is not led.
 */
final class Elsewhere {

    private static final String PARAMS = "params";
    private static final String COMMAND = "command";

    /** With these, pg_restore goes to another database than the one it is told. */
    private static final Set<String> MAKES_ITS_OWN = Set.of("-C", "--create");

    private final CopyNames names;

    Elsewhere(CopyNames names) {
        this.names = names;
    }

    /** The inputs of a {@code sql} step about whole databases, whose names are among its parameters. */
    Optional<Map<String, Object>> sql(ActionContext context) {
        List<String> changed = changed(SqlReading.statements(context));
        if (changed.isEmpty()) {
            return Optional.empty();
        }
        changed.forEach(names::instead);
        Map<String, Object> params = new LinkedHashMap<>();
        if (context.inputs().get(PARAMS) instanceof Map<?, ?> given) {
            given.forEach((name, value) -> params.put(String.valueOf(name), names.led(value)));
        }
        Map<String, Object> inputs = new LinkedHashMap<>(context.inputs());
        inputs.put(PARAMS, params);
        ActionContext led = new CopyContext.Given(context, inputs);
        return changed(SqlReading.statements(led)).stream().allMatch(names::isOwn)
                ? Optional.of(inputs)
                : Optional.empty();
    }

    /** The databases that the statements change; none where one of them does something else. */
    private static List<String> changed(List<Statement> statements) {
        List<String> all = new ArrayList<>();
        for (Statement statement : statements) {
            List<String> those = changed(statement.tree()).toList();
            if (those.isEmpty()) {
                return List.of();
            }
            all.addAll(those);
        }
        return all;
    }

    private static Stream<String> changed(Tree tree) {
        boolean renames = tree.is("RenameStmt") && tree.text("renameType").equals("OBJECT_DATABASE");
        boolean one = tree.is("CreatedbStmt") || tree.is("DropdbStmt") || tree.is("AlterDatabaseStmt");
        return renames
                ? Stream.of(tree.text("subname"), tree.text("newname"))
                : one ? Stream.of(tree.text("dbname")) : Stream.empty();
    }

    /** The inputs of a {@code run} step that fills a database of the trial with {@code pg_restore}. */
    Optional<Map<String, Object>> program(Map<String, Object> given) {
        if (!(given.get(COMMAND) instanceof List<?> command) || given.containsKey("host")) {
            return Optional.empty();
        }
        boolean fills = !command.isEmpty()
                && Path.of(String.valueOf(command.get(0))).endsWith("pg_restore")
                && command.stream().noneMatch(MAKES_ITS_OWN::contains);
        List<Object> led = new ArrayList<>();
        boolean database = false;
        for (Object element : command) {
            boolean named = !led.isEmpty() && Set.of("-d", "--dbname").contains(command.get(led.size() - 1));
            database |= named && element instanceof String name && names.knows(name);
            led.add(named ? names.led(element) : element);
        }
        Map<String, Object> inputs = new LinkedHashMap<>(given);
        inputs.put(COMMAND, led);
        return fills && database ? Optional.of(inputs) : Optional.empty();
    }
}
