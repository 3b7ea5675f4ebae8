package dev.tminus.app.postgres.grammar;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The command tags of PostgreSQL's {@code utility.c}, from the parse tree. */
final class Tags {

    /** Nodes whose tag is not what their name says, and does not depend on their fields. */
    private static final Map<String, String> FIXED = Stream.of(
                    "InsertStmt=INSERT",
                    "UpdateStmt=UPDATE",
                    "DeleteStmt=DELETE",
                    "MergeStmt=MERGE",
                    "CreateStmt=CREATE TABLE",
                    "IndexStmt=CREATE INDEX",
                    "ViewStmt=CREATE VIEW",
                    "CreateSeqStmt=CREATE SEQUENCE",
                    "AlterSeqStmt=ALTER SEQUENCE",
                    "CreateEnumStmt=CREATE TYPE",
                    "CreateRangeStmt=CREATE TYPE",
                    "CompositeTypeStmt=CREATE TYPE",
                    "AlterEnumStmt=ALTER TYPE",
                    "AlterTypeStmt=ALTER TYPE",
                    "CreateTrigStmt=CREATE TRIGGER",
                    "CreateEventTrigStmt=CREATE EVENT TRIGGER",
                    "AlterEventTrigStmt=ALTER EVENT TRIGGER",
                    "RuleStmt=CREATE RULE",
                    "CreateStatsStmt=CREATE STATISTICS",
                    "AlterStatsStmt=ALTER STATISTICS",
                    "CreateFdwStmt=CREATE FOREIGN DATA WRAPPER",
                    "AlterFdwStmt=ALTER FOREIGN DATA WRAPPER",
                    "CreateForeignServerStmt=CREATE SERVER",
                    "AlterForeignServerStmt=ALTER SERVER",
                    "CreatePLangStmt=CREATE LANGUAGE",
                    "CreateAmStmt=CREATE ACCESS METHOD",
                    "CreateOpClassStmt=CREATE OPERATOR CLASS",
                    "CreateOpFamilyStmt=CREATE OPERATOR FAMILY",
                    "AlterOpFamilyStmt=ALTER OPERATOR FAMILY",
                    "CreatedbStmt=CREATE DATABASE",
                    "DropdbStmt=DROP DATABASE",
                    "AlterDatabaseSetStmt=ALTER DATABASE",
                    "AlterDatabaseRefreshCollStmt=ALTER DATABASE",
                    "CreateTableSpaceStmt=CREATE TABLESPACE",
                    "DropTableSpaceStmt=DROP TABLESPACE",
                    "AlterTableSpaceOptionsStmt=ALTER TABLESPACE",
                    "AlterTableMoveAllStmt=ALTER TABLE",
                    "AlterRoleSetStmt=ALTER ROLE",
                    "AlterExtensionContentsStmt=ALTER EXTENSION",
                    "AlterTSConfigurationStmt=ALTER TEXT SEARCH CONFIGURATION",
                    "AlterTSDictionaryStmt=ALTER TEXT SEARCH DICTIONARY",
                    "RefreshMatViewStmt=REFRESH MATERIALIZED VIEW",
                    "ConstraintsSetStmt=SET CONSTRAINTS",
                    "CheckPointStmt=CHECKPOINT",
                    "SecLabelStmt=SECURITY LABEL",
                    "DropOwnedStmt=DROP OWNED",
                    "ReassignOwnedStmt=REASSIGN OWNED",
                    "DeclareCursorStmt=DECLARE CURSOR",
                    "ClosePortalStmt=CLOSE CURSOR",
                    "FetchStmt=FETCH",
                    "VariableShowStmt=SHOW",
                    "AlterSystemStmt=ALTER SYSTEM",
                    "AlterDefaultPrivilegesStmt=ALTER DEFAULT PRIVILEGES",
                    "ImportForeignSchemaStmt=IMPORT FOREIGN SCHEMA",
                    "LockStmt=LOCK TABLE",
                    "TruncateStmt=TRUNCATE TABLE",
                    "CreateUserMappingStmt=CREATE USER MAPPING")
            .map(line -> line.split("=", 2))
            .collect(Collectors.toUnmodifiableMap(pair -> pair[0], pair -> pair[1]));

    private static final Map<String, String> OBJECTS = Map.ofEntries(
            Map.entry("MATVIEW", "MATERIALIZED VIEW"),
            Map.entry("ATTRIBUTE", "TYPE"),
            Map.entry("TABCONSTRAINT", "TABLE"),
            Map.entry("DOMCONSTRAINT", "DOMAIN"),
            Map.entry("FOREIGN_SERVER", "SERVER"),
            Map.entry("FDW", "FOREIGN DATA WRAPPER"),
            Map.entry("OPCLASS", "OPERATOR CLASS"),
            Map.entry("OPFAMILY", "OPERATOR FAMILY"),
            Map.entry("TSCONFIGURATION", "TEXT SEARCH CONFIGURATION"),
            Map.entry("TSDICTIONARY", "TEXT SEARCH DICTIONARY"),
            Map.entry("TSPARSER", "TEXT SEARCH PARSER"),
            Map.entry("TSTEMPLATE", "TEXT SEARCH TEMPLATE"),
            Map.entry("STATISTIC_EXT", "STATISTICS"),
            Map.entry("LARGEOBJECT", "LARGE OBJECT"));

    private static final Set<String> OF_A_RELATION = Set.of("OBJECT_COLUMN", "OBJECT_ATTRIBUTE");

    private Tags() {}

    static String of(Tree statement) {
        String fixed = FIXED.get(statement.kind());
        return fixed != null ? fixed : fromFields(statement);
    }

    private static String fromFields(Tree statement) {
        return switch (statement.kind()) {
            case "AlterTableStmt" -> "ALTER " + object(statement.text("objtype"));
            case "RenameStmt" -> "ALTER " + object(renamed(statement));
            case "AlterObjectSchemaStmt", "AlterOwnerStmt", "AlterObjectDependsStmt" ->
                "ALTER " + object(statement.text("objectType"));
            case "SelectStmt" -> statement.has("intoClause") ? "SELECT INTO" : "SELECT";
            case "DropStmt" -> "DROP " + object(statement.text("removeType"));
            case "CreateTableAsStmt" -> intoTag(statement);
            case "DefineStmt" -> "CREATE " + object(statement.text("kind"));
            case "CreateFunctionStmt" -> "CREATE " + (statement.flag("is_procedure") ? "PROCEDURE" : "FUNCTION");
            case "AlterFunctionStmt" -> "ALTER " + object(statement.text("objtype"));
            case "CreateRoleStmt" -> "CREATE ROLE";
            case "TransactionStmt" -> transaction(statement.text("kind"));
            case "VariableSetStmt" -> statement.text("kind").startsWith("VAR_RESET") ? "RESET" : "SET";
            case "VacuumStmt" -> statement.flag("is_vacuumcmd") ? "VACUUM" : "ANALYZE";
            case "GrantStmt" -> statement.flag("is_grant") ? "GRANT" : "REVOKE";
            case "GrantRoleStmt" -> statement.flag("is_grant") ? "GRANT ROLE" : "REVOKE ROLE";
            case "DiscardStmt" -> "DISCARD " + lastWord(statement.text("target"));
            default -> words(statement.kind());
        };
    }

    private static String renamed(Tree statement) {
        String kind = statement.text("renameType");
        return OF_A_RELATION.contains(kind) ? statement.text("relationType") : kind;
    }

    private static String intoTag(Tree statement) {
        if (statement.flag("is_select_into")) {
            return "SELECT INTO";
        }
        return statement.text("objtype").equals("OBJECT_MATVIEW") ? "CREATE MATERIALIZED VIEW" : "CREATE TABLE AS";
    }

    private static String transaction(String kind) {
        return switch (kind) {
            case "TRANS_STMT_START" -> "START TRANSACTION";
            case "TRANS_STMT_ROLLBACK_TO" -> "ROLLBACK";
            case "TRANS_STMT_PREPARE" -> "PREPARE TRANSACTION";
            default -> kind.substring("TRANS_STMT_".length()).replace('_', ' ');
        };
    }

    private static String object(String kind) {
        String bare = kind.startsWith("OBJECT_") ? kind.substring("OBJECT_".length()) : kind;
        return OBJECTS.getOrDefault(bare, bare.replace('_', ' '));
    }

    private static String lastWord(String constant) {
        return constant.substring(constant.lastIndexOf('_') + 1);
    }

    /** {@code CreateSchemaStmt} is {@code CREATE SCHEMA}. */
    private static String words(String kind) {
        String bare = kind.endsWith("Stmt") ? kind.substring(0, kind.length() - "Stmt".length()) : kind;
        return bare.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toUpperCase(Locale.ROOT);
    }
}
