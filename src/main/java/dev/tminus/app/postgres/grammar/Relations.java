package dev.tminus.app.postgres.grammar;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Finds the relations that a statement names. */
final class Relations {

    /** DROP and COMMENT name what they are about in lists of strings, whatever kind of object it is. */
    private static final Set<String> KINDS = Set.of(
            "OBJECT_TABLE", "OBJECT_INDEX", "OBJECT_VIEW", "OBJECT_MATVIEW", "OBJECT_SEQUENCE", "OBJECT_FOREIGN_TABLE");

    private static final Set<String> PARTS =
            Set.of("OBJECT_COLUMN", "OBJECT_TABCONSTRAINT", "OBJECT_TRIGGER", "OBJECT_RULE", "OBJECT_POLICY");

    private final Set<Name> found = new LinkedHashSet<>();

    private Relations() {}

    static List<Name> of(Tree statement) {
        Relations relations = new Relations();
        relations.look(statement, Set.of());
        relations.objects(statement);
        Creations.of(statement).stream()
                .filter(made -> made.of().isEmpty() || made.kind().equals("index"))
                .forEach(made -> made.name().ifPresent(relations.found::remove));
        return List.copyOf(relations.found);
    }

    private void look(Tree node, Set<String> outer) {
        Set<String> queries = outer;
        if (node.has("withClause")) {
            queries = new HashSet<>(outer);
            for (Tree query : node.at("withClause").list("ctes")) {
                queries.add(query.text("ctename"));
            }
        }
        Set<String> inside = queries;
        node.rangeVars()
                .map(Tree::rangeVar)
                .filter(name -> name.schema().isPresent() || !inside.contains(name.name()))
                .forEach(found::add);
        node.children().forEach(child -> look(child, inside));
    }

    private void objects(Tree statement) {
        if (statement.is("DropStmt")) {
            String kind = statement.text("removeType");
            statement.list("objects").forEach(object -> object(kind, object));
        } else if (statement.is("CommentStmt") || statement.is("SecLabelStmt")) {
            object(statement.text("objtype"), statement.at("object"));
        }
    }

    private void object(String kind, Tree object) {
        if (KINDS.contains(kind)) {
            found.add(object.listed());
        } else if (PARTS.contains(kind)) {
            List<String> parts = object.strings("items");
            found.add(Name.of(parts.subList(0, Math.max(0, parts.size() - 1))));
        }
    }
}
