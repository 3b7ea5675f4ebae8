package dev.tminus.app.postgres.lint;

import dev.tminus.app.postgres.grammar.Statement;
import dev.tminus.app.postgres.grammar.Tree;
import dev.tminus.app.postgres.lint.Lock.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The locks of schema changes, as measured on PostgreSQL 14 to 18, where they are the same. */
final class Locks {

    /** Forms of ALTER TABLE that let reads and writes go on. */
    private static final Set<String> GENTLE = Set.of(
            "AT_ValidateConstraint",
            "AT_SetStatistics",
            "AT_SetRelOptions",
            "AT_ResetRelOptions",
            "AT_SetOptions",
            "AT_ResetOptions",
            "AT_ClusterOn",
            "AT_DropCluster",
            "AT_AttachPartition");

    private static final Set<String> TRIGGERS = Set.of(
            "AT_EnableTrig",
            "AT_DisableTrig",
            "AT_EnableAlwaysTrig",
            "AT_EnableReplicaTrig",
            "AT_EnableTrigAll",
            "AT_DisableTrigAll",
            "AT_EnableTrigUser",
            "AT_DisableTrigUser");

    private static final Set<String> RELATIONS =
            Set.of("OBJECT_TABLE", "OBJECT_VIEW", "OBJECT_MATVIEW", "OBJECT_FOREIGN_TABLE");

    private static final Set<String> RENAMED = Set.of("OBJECT_TABLE", "OBJECT_COLUMN", "OBJECT_TABCONSTRAINT");

    private static final Set<String> PARTS = Set.of("OBJECT_TRIGGER", "OBJECT_RULE", "OBJECT_POLICY");

    private Locks() {}

    static List<Lock> of(Statement statement) {
        Tree tree = statement.tree();
        return switch (tree.kind()) {
            case "AlterTableStmt" -> altered(tree);
            case "RenameStmt" ->
                RENAMED.contains(tree.text("renameType")) && tree.has("relation")
                        ? one(Mode.ACCESS_EXCLUSIVE, tree, "relation")
                        : List.of();
            case "AlterObjectSchemaStmt" ->
                tree.has("relation") ? one(Mode.ACCESS_EXCLUSIVE, tree, "relation") : List.of();
            case "IndexStmt" ->
                one(tree.flag("concurrent") ? Mode.SHARE_UPDATE_EXCLUSIVE : Mode.SHARE, tree, "relation");
            case "CreateTrigStmt" -> one(Mode.SHARE_ROW_EXCLUSIVE, tree, "relation");
            case "RuleStmt" -> one(Mode.ACCESS_EXCLUSIVE, tree, "relation");
            case "CreatePolicyStmt", "AlterPolicyStmt" -> one(Mode.ACCESS_EXCLUSIVE, tree, "table");
            case "ClusterStmt" -> tree.has("relation") ? one(Mode.ACCESS_EXCLUSIVE, tree, "relation") : List.of();
            case "RefreshMatViewStmt" ->
                one(tree.flag("concurrent") ? Mode.EXCLUSIVE : Mode.ACCESS_EXCLUSIVE, tree, "relation");
            case "ViewStmt" -> tree.flag("replace") ? one(Mode.ACCESS_EXCLUSIVE, tree, "view") : List.of();
            case "ReindexStmt" -> tree.has("relation") ? one(Mode.SHARE, tree, "relation") : List.of();
            case "TruncateStmt" ->
                statement.relations().stream()
                        .map(name -> new Lock(Mode.ACCESS_EXCLUSIVE, name))
                        .toList();
            case "VacuumStmt" -> vacuumed(statement);
            case "DropStmt" -> dropped(statement);
            case "CreateStmt" -> madeBeside(tree);
            default -> List.of();
        };
    }

    private static List<Lock> one(Mode mode, Tree tree, String field) {
        return List.of(new Lock(mode, tree.at(field).rangeVar()));
    }

    private static List<Lock> altered(Tree tree) {
        if (!RELATIONS.contains(tree.text("objtype"))) {
            return List.of();
        }
        List<Lock> locks = new ArrayList<>();
        Mode strongest = Mode.SHARE_UPDATE_EXCLUSIVE;
        for (Tree command : tree.list("cmds")) {
            Mode mode = mode(command);
            strongest = mode.compareTo(strongest) > 0 ? mode : strongest;
            command.all("Constraint")
                    .filter(constraint -> constraint.has("pktable"))
                    .forEach(constraint -> locks.add(new Lock(
                            Mode.SHARE_ROW_EXCLUSIVE, constraint.at("pktable").rangeVar())));
            command.all("PartitionCmd")
                    .filter(partition -> partition.has("name"))
                    .forEach(partition -> locks.add(
                            new Lock(Mode.ACCESS_EXCLUSIVE, partition.at("name").rangeVar())));
        }
        locks.add(0, new Lock(strongest, tree.at("relation").rangeVar()));
        return locks;
    }

    private static Mode mode(Tree command) {
        String form = command.text("subtype");
        boolean foreignKey = form.equals("AT_AddConstraint")
                && command.at("def").text("contype").equals("CONSTR_FOREIGN");
        boolean concurrently =
                form.equals("AT_DetachPartition") && command.at("def").flag("concurrent");
        if (GENTLE.contains(form) || concurrently) {
            return Mode.SHARE_UPDATE_EXCLUSIVE;
        }
        return foreignKey || TRIGGERS.contains(form) ? Mode.SHARE_ROW_EXCLUSIVE : Mode.ACCESS_EXCLUSIVE;
    }

    private static List<Lock> vacuumed(Statement statement) {
        boolean full = statement.tree().list("options").stream()
                .anyMatch(option -> option.text("defname").equals("full"));
        Mode mode = full ? Mode.ACCESS_EXCLUSIVE : Mode.SHARE_UPDATE_EXCLUSIVE;
        return statement.relations().stream().map(name -> new Lock(mode, name)).toList();
    }

    private static List<Lock> dropped(Statement statement) {
        String kind = statement.tree().text("removeType");
        boolean index = kind.equals("OBJECT_INDEX");
        if (!index && !RELATIONS.contains(kind) && !PARTS.contains(kind)) {
            return List.of();
        }
        Mode mode = statement.tree().flag("concurrent") ? Mode.SHARE_UPDATE_EXCLUSIVE : Mode.ACCESS_EXCLUSIVE;
        return statement.relations().stream().map(name -> new Lock(mode, name)).toList();
    }

    /** What a new table refers to or becomes a part of. */
    private static List<Lock> madeBeside(Tree tree) {
        Stream<Lock> referenced = tree.all("Constraint")
                .filter(constraint -> constraint.has("pktable"))
                .map(constraint -> new Lock(
                        Mode.SHARE_ROW_EXCLUSIVE, constraint.at("pktable").rangeVar()));
        Stream<Lock> parents = tree.has("partbound")
                ? tree.list("inhRelations").stream().map(parent -> new Lock(Mode.ACCESS_EXCLUSIVE, parent.rangeVar()))
                : Stream.empty();
        return Stream.concat(referenced, parents).toList();
    }
}
