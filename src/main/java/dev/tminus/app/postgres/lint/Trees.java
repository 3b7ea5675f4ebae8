package dev.tminus.app.postgres.lint;

import dev.tminus.app.postgres.grammar.Name;
import dev.tminus.app.postgres.grammar.Statement;
import dev.tminus.app.postgres.grammar.Tree;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** The shapes that several rules look for. */
final class Trees {

    /** Functions whose value is one for the whole statement, and so needs no rewrite as a default. */
    private static final Set<String> STEADY = Set.of(
            "now",
            "transaction_timestamp",
            "statement_timestamp",
            "current_setting",
            "current_database",
            "current_schema",
            "current_user",
            "lower",
            "upper",
            "to_timestamp",
            "make_date",
            "jsonb_build_object",
            "jsonb_build_array",
            "json_build_object",
            "array_fill",
            "md5",
            "timezone",
            "date_trunc",
            "concat",
            "coalesce");

    private Trees() {}

    /** Looks at each form of an ALTER TABLE of this kind, where the table was there before. */
    static Stream<Hit> commands(
            Statement statement, Situation situation, String form, BiFunction<Name, Tree, Stream<Hit>> look) {
        Tree tree = statement.tree();
        if (!tree.is("AlterTableStmt") || !tree.text("objtype").equals("OBJECT_TABLE")) {
            return Hit.none();
        }
        Name table = tree.at("relation").rangeVar();
        return situation.isNew(table)
                ? Hit.none()
                : tree.list("cmds").stream()
                        .filter(command -> command.text("subtype").equals(form))
                        .flatMap(command -> look.apply(table, command));
    }

    /** Looks at each constraint of this type that is added to a table that was there before. */
    static Stream<Hit> constraints(
            Statement statement, Situation situation, String type, BiFunction<Name, Tree, Stream<Hit>> look) {
        return commands(
                statement,
                situation,
                "AT_AddConstraint",
                (table, command) -> command.at("def").text("contype").equals(type)
                        ? look.apply(table, command.at("def"))
                        : Hit.none());
    }

    static Optional<Tree> constraint(Tree column, String type) {
        return column.list("constraints").stream()
                .filter(constraint -> constraint.text("contype").equals(type))
                .findFirst();
    }

    /** A default that is computed for each row anew, as far as the text says: a function that is not known as steady. */
    static Optional<String> volatileDefault(Tree column) {
        return constraint(column, "CONSTR_DEFAULT")
                .flatMap(value -> value.all("FuncCall")
                        .map(call -> call.strings("funcname"))
                        .filter(name -> !name.isEmpty())
                        .map(name -> name.get(name.size() - 1))
                        .filter(name -> !STEADY.contains(name))
                        .findFirst());
    }

    static String typeName(Tree column) {
        return Types.words(column.at("typeName"));
    }

    /** The RangeVar of a statement of this kind, where that relation was there before. */
    static Optional<Name> relation(Statement statement, Situation situation, String kind, String field) {
        return Optional.of(statement.tree())
                .filter(tree -> tree.is(kind) && tree.has(field))
                .map(tree -> tree.at(field).rangeVar())
                .filter(name -> !situation.isNew(name));
    }

    static boolean cascades(Tree tree) {
        return tree.text("behavior").equals("DROP_CASCADE");
    }
}
