package dev.tminus.app.postgres.lint;

import dev.tminus.app.postgres.grammar.Name;
import dev.tminus.app.postgres.grammar.Statement;
import dev.tminus.app.postgres.grammar.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What earlier statements, of this script and of the ones before it, say about tables: types and checks. */
final class History {

    private record Column(Name table, String name, String type) {}

    private record Constraint(Name table, String name, Tree tree) {}

    private final List<Column> columns = new ArrayList<>();
    private final List<Constraint> constraints = new ArrayList<>();

    /** The type that a column last got; empty where no script said it. */
    Optional<String> columnType(Name table, String column) {
        return columns.stream()
                .filter(known -> known.table().mayBe(table) && known.name().equals(column))
                .reduce((earlier, later) -> later)
                .map(Column::type);
    }

    /** True where a check that was added NOT VALID before says that the column holds a value: no scan is needed. */
    boolean checkedNotNull(Name table, String column) {
        return constraints.stream()
                .filter(known -> known.table().mayBe(table))
                .flatMap(known -> known.tree().all("NullTest"))
                .filter(test -> test.text("nulltesttype").equals("IS_NOT_NULL"))
                .anyMatch(test -> test.all("ColumnRef")
                        .anyMatch(reference -> reference.strings("fields").equals(List.of(column))));
    }

    boolean hasCheck(Name table) {
        return constraints.stream()
                .anyMatch(known -> known.table().mayBe(table)
                        && known.tree().text("contype").equals("CONSTR_CHECK"));
    }

    Optional<Tree> constraint(Name table, String name) {
        return constraints.stream()
                .filter(known -> known.table().mayBe(table) && known.name().equals(name))
                .reduce((earlier, later) -> later)
                .map(Constraint::tree);
    }

    void passed(Statement statement) {
        Tree tree = statement.tree();
        if (tree.is("CreateStmt")) {
            Name table = tree.at("relation").rangeVar();
            tree.list("tableElts").forEach(element -> element(table, element));
        } else if (tree.is("AlterTableStmt")) {
            Name table = tree.at("relation").rangeVar();
            tree.list("cmds").forEach(command -> altered(table, command));
        }
    }

    private void altered(Name table, Tree command) {
        switch (command.text("subtype")) {
            case "AT_AddColumn", "AT_AddConstraint" -> element(table, command.at("def"));
            case "AT_AlterColumnType" ->
                columns.add(new Column(
                        table,
                        command.text("name"),
                        Types.words(command.at("def").at("typeName"))));
            case "AT_DropConstraint" ->
                constraints.removeIf(
                        known -> known.table().mayBe(table) && known.name().equals(command.text("name")));
            default -> {
                // Says nothing about types or checks.
            }
        }
    }

    private void element(Name table, Tree element) {
        if (element.is("ColumnDef")) {
            columns.add(new Column(table, element.text("colname"), Types.words(element.at("typeName"))));
            element.list("constraints").forEach(constraint -> element(table, constraint));
        } else if (element.is("Constraint")) {
            constraints.add(new Constraint(table, element.text("conname"), element));
        }
    }
}
