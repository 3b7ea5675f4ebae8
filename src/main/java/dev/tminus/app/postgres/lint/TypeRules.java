package dev.tminus.app.postgres.lint;

import dev.tminus.app.postgres.grammar.Name;
import dev.tminus.app.postgres.grammar.Statement;
import dev.tminus.app.postgres.grammar.Tree;
import dev.tminus.app.postgres.lint.Rule.Example;
import dev.tminus.app.postgres.lint.Rule.Weight;
import dev.tminus.app.postgres.lint.Rule.Words;
import java.util.List;
import java.util.stream.Stream;

/** Rules about enums. */
final class TypeRules {

    static final List<Rule> ALL = List.of(
            new Rule(
                    "TM640",
                    Weight.ALWAYS,
                    new Words(
                            "new enum value used in the transaction that added it",
                            "none",
                            "the server refuses it (55P04, unsafe use of new value) and the migration fails",
                            "ALTER TYPE ... ADD VALUE in a migration of its own, what uses the value in a later one",
                            "before 12 ADD VALUE itself could not stand in a transaction"),
                    new Example(
                            "BEGIN;\nALTER TYPE status ADD VALUE 'processing';\nUPDATE gifts SET status = 'processing' WHERE id = 1;\nCOMMIT;",
                            "ALTER TYPE status ADD VALUE 'processing';\n"
                                    + "BEGIN;\nUPDATE gifts SET status = 'processing' WHERE id = 1;\nCOMMIT;"),
                    TypeRules::usedTooEarly),
            new Rule(
                    "TM641",
                    Weight.NOTE,
                    new Words(
                            "enum changed in production",
                            "none that others feel",
                            "a value once added cannot be taken back, and programs that do not know it fail on it",
                            "release a program that knows the value first; where values change often, text with CHECK ... NOT VALID"
                                    + " and VALIDATE",
                            "all"),
                    new Example(
                            "ALTER TYPE status ADD VALUE 'processing';",
                            "ALTER TABLE gifts ADD CONSTRAINT known CHECK (status IN ('new', 'processing')) NOT VALID;"),
                    (statement, situation) -> statement.tree().is("AlterEnumStmt")
                            ? Hit.of(
                                    statement.tree(),
                                    "%s of %s cannot be taken back"
                                            .formatted(
                                                    statement.tree().has("oldVal")
                                                            ? "the renamed value"
                                                            : "the new value",
                                                    Name.of(String.join(
                                                            ".",
                                                            statement.tree().strings("typeName")))))
                            : Hit.none()),
            new Rule(
                    "TM642",
                    Weight.BY_SIZE,
                    new Words(
                            "enum replaced in place",
                            "ACCESS EXCLUSIVE on each table that uses it while it is written anew",
                            "nobody reads or writes until it is done; it fails where the column has a default, a view or a partial"
                                    + " index of the old type",
                            "drop the default first and set it again after, on tables nobody uses; else a text column with CHECK ... NOT"
                                    + " VALID beside it",
                            "all"),
                    new Example(
                            "ALTER TABLE gifts ALTER COLUMN status TYPE status_new USING status::text::status_new;",
                            "ALTER TABLE gifts ADD COLUMN status_text text;"),
                    (statement, situation) ->
                            Trees.commands(statement, situation, "AT_AlterColumnType", TypeRules::throughText)));

    private TypeRules() {}

    private static Stream<Hit> usedTooEarly(Statement statement, Situation situation) {
        List<String> added = situation.earlierInTransaction().stream()
                .filter(earlier -> earlier.tree().is("AlterEnumStmt"))
                .map(earlier -> earlier.tree().text("newVal"))
                .toList();
        boolean adds = statement.tree().is("AlterEnumStmt");
        return added.isEmpty() || adds
                ? Hit.none()
                : statement
                        .tree()
                        .all("A_Const")
                        .filter(constant -> constant.has("sval"))
                        .filter(constant -> added.contains(constant.at("sval").text("sval")))
                        .limit(1)
                        .flatMap(constant -> Hit.of(
                                constant,
                                "'%s' was added in this transaction and cannot be used before it is committed"
                                        .formatted(constant.at("sval").text("sval"))));
    }

    /** A value of the column, cast to text, cast to the type the column gets. */
    private static Stream<Hit> throughText(Name table, Tree command) {
        Tree definition = command.at("def");
        Tree cast = definition.at("raw_default");
        boolean same = cast.is("TypeCast")
                && cast.at("arg").is("TypeCast")
                && Types.words(cast.at("arg").at("typeName")).equals("text")
                && Types.words(cast.at("typeName")).equals(Types.words(definition.at("typeName")));
        return same
                ? Hit.on(
                        table,
                        command,
                        "a default of %s.%s, a view or a partial index of the old type makes this fail"
                                .formatted(table, command.text("name")))
                : Hit.none();
    }
}
