package dev.tminus.app.postgres.lint;

import dev.tminus.app.postgres.grammar.Name;
import dev.tminus.app.postgres.grammar.Statement;
import dev.tminus.app.postgres.grammar.Tree;
import dev.tminus.app.postgres.lint.Rule.Example;
import dev.tminus.app.postgres.lint.Rule.Weight;
import dev.tminus.app.postgres.lint.Rule.Words;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rules about data that is changed or lost. */
final class DataRules {

    private static final Set<String> CHANGES = Set.of("InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt");

    /** More tables than this changed by one script are more than one logical change. */
    private static final int MOST_TABLES = 3;

    static final List<Rule> ALL = List.of(
            new Rule(
                    "TM660",
                    Weight.BY_SIZE,
                    new Words(
                            "UPDATE or DELETE of a whole table in one statement",
                            "ROW EXCLUSIVE on the table and a lock on every row until COMMIT",
                            "writers of any row wait, the table grows by every row it had, replicas fall behind by its size",
                            "batches by key, each in a transaction of its own, with a pause between them",
                            "all"),
                    new Example(
                            "UPDATE gifts SET net_amount = amount;",
                            "UPDATE gifts SET net_amount = amount WHERE id BETWEEN 1 AND 5000;"),
                    DataRules::whole),
            new Rule(
                    "TM661",
                    Weight.ALWAYS,
                    new Words(
                            "TRUNCATE",
                            "ACCESS EXCLUSIVE on the table, with CASCADE on every table that refers to it",
                            "all rows are gone; CASCADE empties tables that the statement does not name",
                            "DELETE in batches; where TRUNCATE is meant, name every table and leave CASCADE out",
                            "all"),
                    new Example("TRUNCATE donors CASCADE;", "DELETE FROM donors WHERE id BETWEEN 1 AND 5000;"),
                    (statement, situation) -> statement.tree().is("TruncateStmt")
                            ? statement.relations().stream()
                                    .filter(table -> !situation.isNew(table))
                                    .flatMap(table -> Hit.on(
                                            table,
                                            statement.tree(),
                                            Trees.cascades(statement.tree())
                                                    ? "%s and every table that refers to it are emptied"
                                                            .formatted(table)
                                                    : "%s is emptied".formatted(table)))
                            : Hit.none()),
            new Rule(
                    "TM662",
                    Weight.ALWAYS,
                    new Words(
                            "DROP ... CASCADE",
                            "ACCESS EXCLUSIVE on everything that goes with it",
                            "views, keys, functions and defaults that depend on it are gone without being named",
                            "list what depends on it (pg_depend), drop each by name, leave CASCADE out",
                            "all"),
                    new Example("DROP VIEW totals CASCADE;", "DROP VIEW totals_by_year;\nDROP VIEW totals;"),
                    DataRules::cascading),
            new Rule(
                    "TM663",
                    Weight.ALWAYS,
                    new Words(
                            "data changed by several statements without a transaction",
                            "ROW EXCLUSIVE, given back after each statement",
                            "a failure in the middle leaves data half changed, and the next try changes some of it twice",
                            "BEGIN and COMMIT around them, or transaction: commit",
                            "all"),
                    new Example(
                            "INSERT INTO addresses SELECT id FROM donors WHERE id < 100;\nDELETE FROM donors WHERE id < 100;",
                            "BEGIN;\nINSERT INTO addresses SELECT id FROM donors WHERE id < 100;\nDELETE FROM donors WHERE id < 100;\nCOMMIT;"),
                    DataRules::unprotected),
            new Rule(
                    "TM664",
                    Weight.NOTE,
                    new Words(
                            "migration of more than one thing",
                            "one for each table, together until COMMIT",
                            "a failure takes all of it back, a rollback needs all of it undone, nobody can say which part was slow",
                            "one logical change for each migration: schema first, data after it, in files of their own",
                            "all"),
                    new Example(
                            "ALTER TABLE gifts ADD COLUMN net numeric;\nUPDATE gifts SET net = amount WHERE id < 1000;",
                            "ALTER TABLE gifts ADD COLUMN net numeric;"),
                    DataRules::manyThings));

    private DataRules() {}

    private static Stream<Hit> whole(Statement statement, Situation situation) {
        Tree tree = statement.tree();
        boolean everything = !tree.has("whereClause") && !tree.has("fromClause") && !tree.has("usingClause");
        return everything
                ? Stream.of("UpdateStmt", "DeleteStmt")
                        .flatMap(kind -> Trees.relation(statement, situation, kind, "relation").stream())
                        .flatMap(table -> Hit.on(
                                table,
                                tree,
                                "%s changes every row of %s in one transaction".formatted(statement.tag(), table)))
                : Hit.none();
    }

    private static Stream<Hit> cascading(Statement statement, Situation situation) {
        Tree tree = statement.tree();
        if (tree.is("DropStmt") && Trees.cascades(tree)) {
            List<Name> named = statement.relations();
            boolean own = !named.isEmpty() && named.stream().allMatch(situation::isNew);
            return own ? Hit.none() : Hit.of(tree, statement.tag() + " CASCADE drops what it does not name");
        }
        return Stream.of("AT_DropColumn", "AT_DropConstraint")
                .flatMap(form -> Trees.commands(
                        statement,
                        situation,
                        form,
                        (table, command) -> Trees.cascades(command)
                                ? Hit.on(
                                        table,
                                        command,
                                        "CASCADE drops what depends on %s.%s without naming it"
                                                .formatted(table, command.text("name")))
                                : Hit.none()));
    }

    private static Stream<Hit> unprotected(Statement statement, Situation situation) {
        boolean again = changes(statement)
                && !situation.inTransaction()
                && situation.earlier().stream().anyMatch(DataRules::changes);
        return again
                ? Hit.of(statement.tree(), "an earlier statement changed data and is committed already")
                : Hit.none();
    }

    private static boolean changes(Statement statement) {
        return CHANGES.contains(statement.tree().kind());
    }

    /** Said once, where the second thing begins. */
    private static Stream<Hit> manyThings(Statement statement, Situation situation) {
        boolean mixed = changes(statement)
                && touches(statement, situation)
                && situation.earlier().stream().noneMatch(DataRules::changes)
                && situation.earlier().stream()
                        .anyMatch(earlier -> !situation.locks(earlier).isEmpty());
        if (mixed) {
            return Hit.of(statement.tree(), "this script changes the schema and then data");
        }
        Set<String> before = tables(situation, situation.earlier());
        Set<String> with = new TreeSet<>(before);
        with.addAll(tables(situation, List.of(statement)));
        return before.size() <= MOST_TABLES && with.size() > MOST_TABLES
                ? Hit.of(statement.tree(), "this script changes %d tables and more".formatted(with.size()))
                : Hit.none();
    }

    private static boolean touches(Statement statement, Situation situation) {
        return statement.relations().stream().anyMatch(name -> !situation.isNew(name));
    }

    private static Set<String> tables(Situation situation, List<Statement> statements) {
        return statements.stream()
                .flatMap(statement -> situation.locks(statement).stream())
                .map(lock -> lock.relation().name())
                .collect(Collectors.toSet());
    }
}
