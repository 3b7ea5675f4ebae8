package dev.tminus.app.postgres.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the objects that a statement makes. */
final class Creations {

    /** Constraints of a column that are no objects of their own, or none that can be named. */
    private static final Set<String> PROPERTIES = Set.of(
            "CONSTR_NULL",
            "CONSTR_NOTNULL",
            "CONSTR_DEFAULT",
            "CONSTR_IDENTITY",
            "CONSTR_GENERATED",
            "CONSTR_ATTR_DEFERRABLE",
            "CONSTR_ATTR_NOT_DEFERRABLE",
            "CONSTR_ATTR_DEFERRED",
            "CONSTR_ATTR_IMMEDIATE",
            "CONSTR_ATTR_ENFORCED",
            "CONSTR_ATTR_NOT_ENFORCED");

    private Creations() {}

    static List<Created> of(Tree tree) {
        return switch (tree.kind()) {
            case "CreateStmt" -> List.of(relation("table", tree.at("relation"), tree.flag("if_not_exists")));
            case "CreateForeignTableStmt" ->
                List.of(relation(
                        "foreign table",
                        tree.at("base").at("relation"),
                        tree.at("base").flag("if_not_exists")));
            case "CreateTableAsStmt" ->
                List.of(relation(
                        tree.text("objtype").equals("OBJECT_MATVIEW") ? "materialized view" : "table",
                        tree.at("into").at("rel"),
                        tree.flag("if_not_exists")));
            case "SelectStmt" ->
                tree.has("intoClause")
                        ? List.of(relation("table", tree.at("intoClause").at("rel"), false))
                        : List.of();
            case "ViewStmt" -> List.of(relation("view", tree.at("view"), tree.flag("replace")));
            case "CreateSeqStmt" -> List.of(relation("sequence", tree.at("sequence"), tree.flag("if_not_exists")));
            case "CompositeTypeStmt" -> List.of(relation("type", tree.at("typevar"), false));
            case "IndexStmt" -> List.of(index(tree));
            case "AlterTableStmt" -> altered(tree);
            case "AlterEnumStmt" -> enumValue(tree);
            case "CreateSchemaStmt" -> schema(tree);
            default -> named(tree);
        };
    }

    private static List<Created> named(Tree tree) {
        return switch (tree.kind()) {
            case "CreateEnumStmt", "CreateRangeStmt" -> listed("type", tree, "typeName", false);
            case "CreateDomainStmt" -> listed("domain", tree, "domainname", false);
            case "CreateFunctionStmt" ->
                listed(tree.flag("is_procedure") ? "procedure" : "function", tree, "funcname", tree.flag("replace"));
            case "DefineStmt" ->
                listed(lastWords(Tags.of(tree)), tree, "defnames", tree.flag("if_not_exists") || tree.flag("replace"));
            case "CreateStatsStmt" -> listed("statistics", tree, "defnames", tree.flag("if_not_exists"));
            case "CreateTrigStmt" -> onTable("trigger", "trigname", "relation", tree);
            case "RuleStmt" -> onTable("rule", "rulename", "relation", tree);
            case "CreatePolicyStmt" -> onTable("policy", "policy_name", "table", tree);
            case "CreateExtensionStmt" -> plain("extension", tree, "extname");
            case "CreateRoleStmt" -> plain("role", tree, "role");
            case "CreatedbStmt" -> plain("database", tree, "dbname");
            case "CreateTableSpaceStmt" -> plain("tablespace", tree, "tablespacename");
            case "CreatePublicationStmt" -> plain("publication", tree, "pubname");
            case "CreateSubscriptionStmt" -> plain("subscription", tree, "subname");
            case "CreateEventTrigStmt" -> plain("event trigger", tree, "trigname");
            case "CreateForeignServerStmt" -> plain("server", tree, "servername");
            case "CreateFdwStmt" -> plain("foreign data wrapper", tree, "fdwname");
            default -> List.of();
        };
    }

    private static Created relation(String kind, Tree rangeVar, boolean ifMissing) {
        return new Created(kind, Optional.of(rangeVar.rangeVar()), Optional.empty(), ifMissing);
    }

    /** An index lies in the schema of its table, which is why its own name never has one. */
    private static Created index(Tree tree) {
        Name table = tree.at("relation").rangeVar();
        Optional<Name> name = Optional.of(tree.text("idxname"))
                .filter(text -> !text.isEmpty())
                .map(text -> new Name(table.schema(), text));
        return new Created("index", name, Optional.of(table), tree.flag("if_not_exists"));
    }

    private static List<Created> altered(Tree tree) {
        Name table = tree.at("relation").rangeVar();
        List<Created> made = new ArrayList<>();
        for (Tree command : tree.list("cmds")) {
            Tree definition = command.at("def");
            if (definition.is("ColumnDef") && command.text("subtype").equals("AT_AddColumn")) {
                made.add(part("column", definition.text("colname"), table, command.flag("missing_ok")));
                definition.list("constraints").stream()
                        .filter(constraint -> !PROPERTIES.contains(constraint.text("contype")))
                        .forEach(constraint -> made.add(part("constraint", constraint.text("conname"), table, false)));
            } else if (definition.is("Constraint") && command.text("subtype").equals("AT_AddConstraint")) {
                made.add(part("constraint", definition.text("conname"), table, false));
            }
        }
        return made;
    }

    private static Created part(String kind, String name, Name of, boolean ifMissing) {
        return new Created(
                kind, Optional.of(name).filter(text -> !text.isEmpty()).map(Name::of), Optional.of(of), ifMissing);
    }

    private static List<Created> enumValue(Tree tree) {
        return tree.has("newVal") && !tree.has("oldVal")
                ? List.of(part(
                        "enum value",
                        tree.text("newVal"),
                        Name.of(tree.strings("typeName")),
                        tree.flag("skipIfNewValExists")))
                : List.of();
    }

    private static List<Created> schema(Tree tree) {
        Stream<Created> own =
                tree.text("schemaname").isEmpty() ? Stream.empty() : plain("schema", tree, "schemaname").stream();
        return Stream.concat(own, tree.list("schemaElts").stream().flatMap(inner -> of(inner).stream()))
                .toList();
    }

    private static List<Created> listed(String kind, Tree tree, String field, boolean ifMissing) {
        return List.of(new Created(
                kind,
                Optional.of(tree.strings(field))
                        .filter(parts -> !parts.isEmpty())
                        .map(Name::of),
                Optional.empty(),
                ifMissing));
    }

    private static List<Created> onTable(String kind, String name, String table, Tree tree) {
        return List.of(part(kind, tree.text(name), tree.at(table).rangeVar(), tree.flag("replace")));
    }

    private static List<Created> plain(String kind, Tree tree, String field) {
        return List.of(new Created(
                kind, Optional.of(Name.of(tree.text(field))), Optional.empty(), tree.flag("if_not_exists")));
    }

    private static String lastWords(String tag) {
        return tag.substring("CREATE ".length()).toLowerCase(Locale.ROOT);
    }
}
