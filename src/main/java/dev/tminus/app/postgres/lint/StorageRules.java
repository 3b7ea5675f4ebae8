package dev.tminus.app.postgres.lint;

import dev.tminus.app.postgres.grammar.Name;
import dev.tminus.app.postgres.grammar.Statement;
import dev.tminus.app.postgres.grammar.Tree;
import dev.tminus.app.postgres.lint.Rule.Example;
import dev.tminus.app.postgres.lint.Rule.Weight;
import dev.tminus.app.postgres.lint.Rule.Words;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Rules about how tables lie on disk: moved, rewritten, partitioned, refreshed. */
final class StorageRules {

    private static final Map<String, String> MOVES = Map.of(
            "AT_SetLogged", "SET LOGGED",
            "AT_SetUnLogged", "SET UNLOGGED",
            "AT_SetTableSpace", "SET TABLESPACE",
            "AT_SetAccessMethod", "SET ACCESS METHOD");

    static final List<Rule> ALL = List.of(
            new Rule(
                    "TM650",
                    Weight.BY_SIZE,
                    new Words(
                            "SET LOGGED, UNLOGGED, TABLESPACE or ACCESS METHOD",
                            "ACCESS EXCLUSIVE on the table while it is written anew",
                            "nobody reads or writes until it is done; an unlogged table is empty after a crash and on every replica",
                            "a new table made that way, filled in batches and then swapped",
                            "ACCESS METHOD: 15"),
                    new Example(
                            "ALTER TABLE gifts SET TABLESPACE fast;",
                            "CREATE TABLE gifts_new (LIKE gifts) TABLESPACE fast;"),
                    StorageRules::moved),
            new Rule(
                    "TM651",
                    Weight.BY_SIZE,
                    new Words(
                            "ATTACH PARTITION that reads the partition",
                            "SHARE UPDATE EXCLUSIVE on the parent, ACCESS EXCLUSIVE on the new partition while its rows are read",
                            "nobody reads or writes the partition until it is done; a default partition is read too",
                            "first add and validate a CHECK on the partition that says the same as its bounds; drop it after",
                            "all"),
                    new Example(
                            "ALTER TABLE gifts ATTACH PARTITION gifts_2026 FOR VALUES FROM (2026) TO (2027);",
                            "ALTER TABLE gifts_2026 ADD CONSTRAINT bounds CHECK (year >= 2026 AND year < 2027 AND year IS NOT NULL) NOT VALID;\n"
                                    + "ALTER TABLE gifts_2026 VALIDATE CONSTRAINT bounds;\n"
                                    + "ALTER TABLE gifts ATTACH PARTITION gifts_2026 FOR VALUES FROM (2026) TO (2027);"),
                    (statement, situation) -> Trees.commands(
                            statement,
                            situation,
                            "AT_AttachPartition",
                            (parent, command) -> attached(command, situation))),
            new Rule(
                    "TM652",
                    Weight.ALWAYS,
                    new Words(
                            "partition made, detached or dropped under the parent's lock",
                            "ACCESS EXCLUSIVE on the partitioned table, for an instant",
                            "it waits for every query of the parent, and everybody who comes later waits behind it",
                            "CREATE TABLE (LIKE ...) and ATTACH PARTITION; DETACH PARTITION ... CONCURRENTLY in a step of its own",
                            "DETACH CONCURRENTLY: 14"),
                    new Example(
                            "ALTER TABLE gifts DETACH PARTITION gifts_2020;",
                            "ALTER TABLE gifts DETACH PARTITION gifts_2020 CONCURRENTLY;"),
                    StorageRules::partitioned),
            new Rule(
                    "TM653",
                    Weight.BY_SIZE,
                    new Words(
                            "VACUUM FULL or CLUSTER",
                            "ACCESS EXCLUSIVE on the table while it is written anew",
                            "nobody reads or writes until it is done, and the disk holds the table twice",
                            "plain VACUUM; to give space back, pg_repack",
                            "REPACK (CONCURRENTLY): 19"),
                    new Example("VACUUM FULL gifts;", "VACUUM gifts;"),
                    StorageRules::compacted),
            new Rule(
                    "TM654",
                    Weight.BY_SIZE,
                    new Words(
                            "REFRESH MATERIALIZED VIEW that blocks readers",
                            "ACCESS EXCLUSIVE on the view while its query runs",
                            "nobody reads the view until it is done",
                            "REFRESH MATERIALIZED VIEW CONCURRENTLY (EXCLUSIVE; needs a unique index on it)",
                            "9.4"),
                    new Example("REFRESH MATERIALIZED VIEW totals;", "REFRESH MATERIALIZED VIEW CONCURRENTLY totals;"),
                    (statement, situation) -> statement.tree().flag("concurrent")
                                    || statement.tree().flag("skipData")
                            ? Hit.none()
                            : Trees.relation(statement, situation, "RefreshMatViewStmt", "relation").stream()
                                    .flatMap(view -> Hit.on(
                                            view,
                                            statement.tree(),
                                            "readers of %s wait until its query is done".formatted(view)))));

    private StorageRules() {}

    private static Stream<Hit> moved(Statement statement, Situation situation) {
        return MOVES.entrySet().stream()
                .flatMap(move -> Trees.commands(
                        statement,
                        situation,
                        move.getKey(),
                        (table, command) -> Hit.on(
                                table,
                                command,
                                "%s writes all of %s anew while nobody may use it".formatted(move.getValue(), table))));
    }

    private static Stream<Hit> attached(Tree command, Situation situation) {
        Name partition = command.at("def").at("name").rangeVar();
        return situation.isNew(partition) || situation.history().hasCheck(partition)
                ? Hit.none()
                : Hit.on(
                        partition,
                        command,
                        "all of %s is read while nobody may use it: no CHECK says that its rows belong there"
                                .formatted(partition));
    }

    private static Stream<Hit> partitioned(Statement statement, Situation situation) {
        Stream<Hit> detached = Trees.commands(
                statement,
                situation,
                "AT_DetachPartition",
                (parent, command) -> command.at("def").flag("concurrent")
                        ? Hit.none()
                        : Hit.on(parent, command, "DETACH PARTITION locks %s against everybody".formatted(parent)));
        Tree tree = statement.tree();
        Stream<Hit> made = tree.is("CreateStmt") && tree.has("partbound")
                ? tree.list("inhRelations").stream()
                        .map(Tree::rangeVar)
                        .filter(parent -> !situation.isNew(parent))
                        .flatMap(parent ->
                                Hit.on(parent, tree, "a new partition locks %s against everybody".formatted(parent)))
                : Hit.none();
        return Stream.concat(detached, made);
    }

    private static Stream<Hit> compacted(Statement statement, Situation situation) {
        Tree tree = statement.tree();
        boolean full = tree.is("VacuumStmt")
                && tree.list("options").stream()
                        .anyMatch(option -> option.text("defname").equals("full"));
        if (!full && !tree.is("ClusterStmt")) {
            return Hit.none();
        }
        String what = full ? "VACUUM FULL" : "CLUSTER";
        List<Name> tables = statement.relations();
        return tables.isEmpty()
                ? Hit.of(tree, what + " writes every table anew, each while nobody may use it")
                : tables.stream()
                        .filter(table -> !situation.isNew(table))
                        .flatMap(table -> Hit.on(
                                table,
                                tree,
                                "%s writes all of %s anew while nobody may use it".formatted(what, table)));
    }
}
