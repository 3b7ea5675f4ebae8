package dev.tminus.app.postgres.grammar;

import java.util.Optional;
import java.util.Set;

/** Which statements refuse a transaction block, by {@code PreventInTransactionBlock} of PostgreSQL's sources. */
final class Alone {

    private static final int ADD_VALUE_IN_BLOCKS = 12;

    private static final Set<String> ALWAYS =
            Set.of("CreatedbStmt", "DropdbStmt", "CreateTableSpaceStmt", "DropTableSpaceStmt", "AlterSystemStmt");

    private static final Set<String> OF_TRANSACTIONS = Set.of(
            "TRANS_STMT_BEGIN",
            "TRANS_STMT_START",
            "TRANS_STMT_COMMIT",
            "TRANS_STMT_ROLLBACK",
            "TRANS_STMT_PREPARE",
            "TRANS_STMT_COMMIT_PREPARED",
            "TRANS_STMT_ROLLBACK_PREPARED");

    private static final Set<String> WHOLE =
            Set.of("REINDEX_OBJECT_SCHEMA", "REINDEX_OBJECT_DATABASE", "REINDEX_OBJECT_SYSTEM");

    private Alone() {}

    static Optional<String> because(Tree statement, int major) {
        return form(statement, major).map(form -> form + " cannot run inside a transaction block");
    }

    static boolean controlsTransaction(Tree statement) {
        return statement.is("TransactionStmt") && OF_TRANSACTIONS.contains(statement.text("kind"));
    }

    private static Optional<String> form(Tree statement, int major) {
        if (ALWAYS.contains(statement.kind())) {
            return Optional.of(Tags.of(statement));
        }
        return switch (statement.kind()) {
            case "IndexStmt", "DropStmt" -> given(statement.flag("concurrent"), Tags.of(statement) + " CONCURRENTLY");
            case "ReindexStmt" -> reindex(statement);
            case "VacuumStmt" -> given(statement.flag("is_vacuumcmd"), "VACUUM");
            case "ClusterStmt" -> given(!statement.has("relation"), "CLUSTER of all tables");
            case "RepackStmt" -> given(option(statement, "concurrently"), "REPACK CONCURRENTLY");
            case "AlterEnumStmt" ->
                given(
                        major < ADD_VALUE_IN_BLOCKS && statement.has("newVal") && !statement.has("oldVal"),
                        "ALTER TYPE ... ADD VALUE");
            case "AlterDatabaseStmt" -> given(option(statement, "tablespace"), "ALTER DATABASE SET TABLESPACE");
            case "AlterTableStmt" ->
                given(detachesConcurrently(statement), "ALTER TABLE ... DETACH PARTITION CONCURRENTLY");
            case "CreateSubscriptionStmt" ->
                given(!refused(statement, "connect") && !refused(statement, "create_slot"), "CREATE SUBSCRIPTION");
            case "AlterSubscriptionStmt" -> subscription(statement);
            case "DropSubscriptionStmt" -> Optional.of("DROP SUBSCRIPTION of one that has a replication slot");
            case "DiscardStmt" -> given(statement.text("target").equals("DISCARD_ALL"), "DISCARD ALL");
            case "TransactionStmt" -> given(statement.text("kind").endsWith("_PREPARED"), Tags.of(statement));
            default -> Optional.empty();
        };
    }

    private static Optional<String> reindex(Tree statement) {
        if (option(statement, "concurrently")) {
            return Optional.of("REINDEX CONCURRENTLY");
        }
        String kind = statement.text("kind");
        return given(WHOLE.contains(kind), "REINDEX " + kind.substring(kind.lastIndexOf('_') + 1));
    }

    /** SET PUBLICATION and its kin refresh at once unless told otherwise; the other forms change settings only. */
    private static Optional<String> subscription(Tree statement) {
        return switch (statement.text("kind")) {
            case "ALTER_SUBSCRIPTION_REFRESH", "ALTER_SUBSCRIPTION_REFRESH_PUBLICATION" ->
                Optional.of("ALTER SUBSCRIPTION ... REFRESH");
            case "ALTER_SUBSCRIPTION_SET_PUBLICATION",
                    "ALTER_SUBSCRIPTION_ADD_PUBLICATION",
                    "ALTER_SUBSCRIPTION_DROP_PUBLICATION" ->
                given(!refused(statement, "refresh"), "ALTER SUBSCRIPTION with refresh");
            default -> Optional.empty();
        };
    }

    private static boolean detachesConcurrently(Tree statement) {
        return statement.list("cmds").stream()
                .anyMatch(command -> command.text("subtype").equals("AT_DetachPartition")
                        && command.at("def").flag("concurrent"));
    }

    /** An option that is there and not switched off. */
    private static boolean option(Tree statement, String name) {
        return statement.list(statement.has("params") ? "params" : "options").stream()
                .anyMatch(option -> option.text("defname").equals(name) && !off(option));
    }

    private static boolean refused(Tree statement, String name) {
        return statement.list("options").stream()
                .anyMatch(option -> option.text("defname").equals(name) && off(option));
    }

    private static boolean off(Tree option) {
        Tree value = option.at("arg");
        return Set.of("false", "off", "0").contains(value.text("sval"))
                || (value.is("Boolean") && !value.flag("boolval"))
                || (value.is("Integer") && value.number("ival") == 0);
    }

    private static Optional<String> given(boolean condition, String form) {
        return condition ? Optional.of(form) : Optional.empty();
    }
}
