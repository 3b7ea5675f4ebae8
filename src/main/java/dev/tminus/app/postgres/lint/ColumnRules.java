package dev.tminus.app.postgres.lint;

import dev.tminus.app.postgres.grammar.Name;
import dev.tminus.app.postgres.grammar.Statement;
import dev.tminus.app.postgres.grammar.Tree;
import dev.tminus.app.postgres.lint.Rule.Example;
import dev.tminus.app.postgres.lint.Rule.Weight;
import dev.tminus.app.postgres.lint.Rule.Words;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Rules about columns: added, dropped, renamed, of another type, without NULL. */
final class ColumnRules {

    private static final Set<String> SERIALS =
            Set.of("serial", "bigserial", "smallserial", "serial4", "serial8", "serial2");

    private static final Map<String, String> INLINE = Map.of(
            "CONSTR_CHECK", "CHECK reads every row",
            "CONSTR_FOREIGN", "REFERENCES also blocks writers of the table it refers to",
            "CONSTR_UNIQUE", "UNIQUE builds an index",
            "CONSTR_PRIMARY", "PRIMARY KEY builds an index");

    static final List<Rule> ALL = List.of(
            new Rule(
                    "TM610",
                    Weight.BY_SIZE,
                    new Words(
                            "ADD COLUMN that rewrites the table",
                            "ACCESS EXCLUSIVE on the table while every row and every index is written anew",
                            "nobody reads or writes until it is done, and the disk holds the table twice",
                            "add the column nullable, set its default in a second statement, fill old rows in batches; for an"
                                    + " identity, bigint and a sequence as default later",
                            "a constant or stable default rewrites nothing since 11; VIRTUAL generated columns exist since 18"),
                    new Example(
                            "ALTER TABLE gifts ADD COLUMN token uuid DEFAULT gen_random_uuid();",
                            "ALTER TABLE gifts ADD COLUMN token uuid;\nALTER TABLE gifts ALTER COLUMN token SET DEFAULT gen_random_uuid();"),
                    (statement, situation) ->
                            Trees.commands(statement, situation, "AT_AddColumn", ColumnRules::rewriting)),
            new Rule(
                    "TM611",
                    Weight.BY_SIZE,
                    new Words(
                            "ADD COLUMN with a constraint inline",
                            "ACCESS EXCLUSIVE on the table, for REFERENCES also SHARE ROW EXCLUSIVE on the other one",
                            "CHECK reads every row although the column is new, UNIQUE builds its index, all under the lock",
                            "add the column alone, then the constraint in steps of its own: NOT VALID and VALIDATE, or an index"
                                    + " built CONCURRENTLY",
                            "all"),
                    new Example(
                            "ALTER TABLE gifts ADD COLUMN code text UNIQUE;",
                            "ALTER TABLE gifts ADD COLUMN code text;\nCREATE UNIQUE INDEX CONCURRENTLY gifts_code ON gifts (code);"),
                    (statement, situation) ->
                            Trees.commands(statement, situation, "AT_AddColumn", ColumnRules::inline)),
            new Rule(
                    "TM612",
                    Weight.ALWAYS,
                    new Words(
                            "DROP COLUMN",
                            "ACCESS EXCLUSIVE on the table, for an instant",
                            "its data is gone, programs that still name it fail, views on it refuse, and no rollback brings it back",
                            "let the application ignore it first and release that; copy it aside for the way back; then drop it in a"
                                    + " later migration, with its own approval",
                            "all"),
                    new Example(
                            "ALTER TABLE donors DROP COLUMN street1;",
                            "CREATE TABLE donors_street1 AS SELECT id, street1 FROM donors;"),
                    (statement, situation) -> Trees.commands(
                            statement,
                            situation,
                            "AT_DropColumn",
                            (table, command) -> Hit.on(
                                    table,
                                    command,
                                    "%s.%s and its data are gone for good".formatted(table, command.text("name"))))),
            new Rule(
                    "TM613",
                    Weight.ALWAYS,
                    new Words(
                            "rename of a column or table in use",
                            "ACCESS EXCLUSIVE on the table, for an instant",
                            "programs that use the old name fail at once, before and after a rollback of the release",
                            "add the new one, keep both equal (a trigger, or a view with the old name), switch the application, then"
                                    + " drop the old one",
                            "all"),
                    new Example(
                            "ALTER TABLE tributes RENAME COLUMN \"honoreeName\" TO honoree_name;",
                            "ALTER TABLE tributes ADD COLUMN honoree_name text;"),
                    ColumnRules::renamed),
            new Rule(
                    "TM614",
                    Weight.BY_SIZE,
                    new Words(
                            "ALTER COLUMN TYPE that rewrites the table",
                            "ACCESS EXCLUSIVE on the table while rows and indexes are written anew",
                            "nobody reads or writes until it is done, and the disk holds the table twice",
                            "a new column, a trigger that keeps it equal, a backfill in batches, then the switch",
                            "longer varchar, varchar to text and more digits of numeric rewrite nothing; timestamp to timestamptz"
                                    + " only in a session in UTC"),
                    new Example(
                            "ALTER TABLE gifts ALTER COLUMN id TYPE bigint;",
                            "ALTER TABLE gifts ADD COLUMN id_big bigint;"),
                    (statement, situation) -> Trees.commands(
                            statement,
                            situation,
                            "AT_AlterColumnType",
                            (table, command) -> retyped(table, command, situation))),
            new Rule(
                    "TM615",
                    Weight.BY_SIZE,
                    new Words(
                            "SET NOT NULL that reads the table",
                            "ACCESS EXCLUSIVE on the table while every row is read",
                            "nobody reads or writes until it is done",
                            "ADD CONSTRAINT ... CHECK (column IS NOT NULL) NOT VALID, VALIDATE CONSTRAINT in a transaction of its own,"
                                    + " then SET NOT NULL",
                            "the valid check saves the reading since 12; NOT NULL itself can be NOT VALID since 18"),
                    new Example(
                            "ALTER TABLE gifts ALTER COLUMN net SET NOT NULL;",
                            "ALTER TABLE gifts ADD CONSTRAINT net_there CHECK (net IS NOT NULL) NOT VALID;\n"
                                    + "ALTER TABLE gifts VALIDATE CONSTRAINT net_there;\n"
                                    + "ALTER TABLE gifts ALTER COLUMN net SET NOT NULL;"),
                    (statement, situation) -> Trees.commands(
                            statement,
                            situation,
                            "AT_SetNotNull",
                            (table, command) -> isChecked(situation, table, command.text("name"))
                                    ? Hit.none()
                                    : Hit.on(
                                            table,
                                            command,
                                            "SET NOT NULL reads all of %s while nobody may use it".formatted(table)))));

    private ColumnRules() {}

    private static boolean isChecked(Situation situation, Name table, String column) {
        return situation.history().checkedNotNull(table, column)
                || situation.facts().checkedNotNull(table, column);
    }

    private static Stream<Hit> rewriting(Name table, Tree command) {
        Tree column = command.at("def");
        Optional<String> why = SERIALS.contains(Trees.typeName(column))
                ? Optional.of("its type " + Trees.typeName(column))
                : Trees.constraint(column, "CONSTR_IDENTITY")
                        .map(identity -> "its identity")
                        .or(() -> stored(column))
                        .or(() -> Trees.volatileDefault(column)
                                .map("its default %s(), computed for each row"::formatted));
        return why.stream()
                .flatMap(reason -> Hit.on(
                        table,
                        column,
                        "column %s rewrites all of %s, for %s".formatted(column.text("colname"), table, reason)));
    }

    private static Optional<String> stored(Tree column) {
        return Trees.constraint(column, "CONSTR_GENERATED")
                .filter(generated -> !generated.text("generated_kind").equals("v"))
                .map(generated -> "its stored expression");
    }

    private static Stream<Hit> inline(Name table, Tree command) {
        Tree column = command.at("def");
        return column.list("constraints").stream()
                .filter(constraint -> INLINE.containsKey(constraint.text("contype")))
                .limit(1)
                .flatMap(constraint -> Hit.on(
                        table,
                        constraint,
                        "column %s of %s comes with a constraint: %s under ACCESS EXCLUSIVE"
                                .formatted(column.text("colname"), table, INLINE.get(constraint.text("contype")))));
    }

    private static Stream<Hit> renamed(Statement statement, Situation situation) {
        Tree tree = statement.tree();
        String kind = tree.text("renameType");
        boolean column = kind.equals("OBJECT_COLUMN");
        if (!column && !kind.equals("OBJECT_TABLE")) {
            return Hit.none();
        }
        return Trees.relation(statement, situation, "RenameStmt", "relation").stream()
                .flatMap(table -> Hit.on(
                        table,
                        tree,
                        "programs that still say %s fail at once"
                                .formatted(column ? table + "." + tree.text("subname") : table)));
    }

    private static Stream<Hit> retyped(Name table, Tree command, Situation situation) {
        String column = command.text("name");
        String wanted = Types.words(command.at("def").at("typeName"));
        Optional<String> now = situation
                .history()
                .columnType(table, column)
                .or(() -> situation.facts().columnType(table, column));
        return now.filter(type -> Types.keepsValues(type, wanted)).isPresent()
                ? Hit.none()
                : Hit.on(
                        table,
                        command,
                        "%s.%s becomes %s%s: every row and index is written anew"
                                .formatted(
                                        table,
                                        column,
                                        wanted,
                                        now.map(type -> " and was " + type).orElse("")));
    }
}
