package dev.tminus.app.postgres.verdict;

import dev.tminus.app.postgres.grammar.Created;
import dev.tminus.app.postgres.grammar.Grammar;
import dev.tminus.app.postgres.grammar.Name;
import dev.tminus.app.postgres.grammar.Statement;
import dev.tminus.app.postgres.grammar.SyntaxMistake;
import dev.tminus.app.postgres.grammar.Tree;
import dev.tminus.app.postgres.verdict.Effect.Kind;
import dev.tminus.app.postgres.verdict.Effect.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds what the statements of a script do that the catalog shows; what a later one takes back again is left out. */
public final class Effects {

    /** A script with more of them is told apart by the first ones as well. */
    private static final int MOST = 400;

    private static final Map<String, Kind> MADE = Map.ofEntries(
            Map.entry("table", Kind.RELATION),
            Map.entry("foreign table", Kind.RELATION),
            Map.entry("materialized view", Kind.RELATION),
            Map.entry("view", Kind.RELATION),
            Map.entry("sequence", Kind.RELATION),
            Map.entry("index", Kind.INDEX),
            Map.entry("column", Kind.COLUMN),
            Map.entry("constraint", Kind.CONSTRAINT),
            Map.entry("type", Kind.TYPE),
            Map.entry("domain", Kind.TYPE),
            Map.entry("enum value", Kind.ENUM_VALUE),
            Map.entry("schema", Kind.SCHEMA),
            Map.entry("trigger", Kind.TRIGGER),
            Map.entry("policy", Kind.POLICY),
            Map.entry("extension", Kind.EXTENSION));

    private static final Map<String, Kind> DROPPED = Map.of(
            "OBJECT_TABLE", Kind.RELATION,
            "OBJECT_VIEW", Kind.RELATION,
            "OBJECT_MATVIEW", Kind.RELATION,
            "OBJECT_SEQUENCE", Kind.RELATION,
            "OBJECT_INDEX", Kind.INDEX);

    private Effects() {}

    /** How many statements a script has and what they do; no statement where the grammar cannot read it. */
    public record Reading(int statements, List<Effect> effects) {
        public Reading {
            effects = List.copyOf(effects);
        }
    }

    public static Reading of(String script) {
        try {
            List<Statement> statements = Grammar.parse(script).statements();
            List<Effect> all = new ArrayList<>();
            for (int at = 0; at < statements.size(); at++) {
                one(at + 1, statements.get(at), all);
            }
            return new Reading(
                    statements.size(), lasting(all).stream().limit(MOST).toList());
        } catch (SyntaxMistake unreadable) {
            return new Reading(0, List.of());
        }
    }

    /** An object that two statements of a script are about may be there and gone again: it tells nothing. */
    private static List<Effect> lasting(List<Effect> all) {
        Set<String> once =
                all.stream().collect(Collectors.groupingBy(Effect::object, Collectors.counting())).entrySet().stream()
                        .filter(object -> object.getValue() == 1)
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet());
        return all.stream().filter(effect -> once.contains(effect.object())).toList();
    }

    private static void one(int number, Statement statement, List<Effect> all) {
        Tree tree = statement.tree();
        for (Created made : statement.creates()) {
            Optional.ofNullable(MADE.get(made.kind()))
                    .filter(kind -> made.name().isPresent()
                            && (needsNoOwner(kind) || made.of().isPresent()))
                    .ifPresent(
                            kind -> all.add(new Effect(number, kind, made.name().get(), owner(kind, made), Way.MADE)));
        }
        switch (tree.kind()) {
            case "AlterTableStmt" -> altered(number, tree, all);
            case "DropStmt" ->
                Optional.ofNullable(DROPPED.get(tree.text("removeType")))
                        .ifPresent(kind -> statement
                                .relations()
                                .forEach(name ->
                                        all.add(new Effect(number, kind, name, Optional.empty(), Way.DROPPED))));
            case "RenameStmt" -> renamed(number, tree, all);
            default -> {
                // Whatever else it does cannot be read off the catalog by a name.
            }
        }
    }

    private static boolean needsNoOwner(Kind kind) {
        return kind == Kind.RELATION
                || kind == Kind.INDEX
                || kind == Kind.TYPE
                || kind == Kind.SCHEMA
                || kind == Kind.EXTENSION;
    }

    private static Optional<Name> owner(Kind kind, Created made) {
        return needsNoOwner(kind) ? Optional.empty() : made.of();
    }

    private static void altered(int number, Tree tree, List<Effect> all) {
        Optional<Name> table = Optional.of(tree.at("relation").rangeVar());
        for (Tree command : tree.list("cmds")) {
            String name = command.text("name");
            if (name.isEmpty()) {
                continue;
            }
            switch (command.text("subtype")) {
                case "AT_DropColumn" -> all.add(new Effect(number, Kind.COLUMN, Name.of(name), table, Way.DROPPED));
                case "AT_DropConstraint" ->
                    all.add(new Effect(number, Kind.CONSTRAINT, Name.of(name), table, Way.DROPPED));
                case "AT_SetNotNull" -> all.add(new Effect(number, Kind.NOT_NULL, Name.of(name), table, Way.MADE));
                case "AT_DropNotNull" -> all.add(new Effect(number, Kind.NOT_NULL, Name.of(name), table, Way.DROPPED));
                case "AT_ValidateConstraint" ->
                    all.add(new Effect(number, Kind.VALIDATED, Name.of(name), table, Way.MADE));
                default -> {
                    // Defaults, types and options have no name of their own to look for.
                }
            }
        }
    }

    private static void renamed(int number, Tree tree, List<Effect> all) {
        Name relation = tree.at("relation").rangeVar();
        Name fresh = Name.of(tree.text("newname"));
        if (tree.text("renameType").equals("OBJECT_COLUMN")) {
            all.add(new Effect(number, Kind.COLUMN, Name.of(tree.text("subname")), Optional.of(relation), Way.DROPPED));
            all.add(new Effect(number, Kind.COLUMN, fresh, Optional.of(relation), Way.MADE));
        } else if (tree.text("renameType").equals("OBJECT_TABLE")) {
            all.add(new Effect(number, Kind.RELATION, relation, Optional.empty(), Way.DROPPED));
            all.add(new Effect(
                    number, Kind.RELATION, new Name(relation.schema(), fresh.name()), Optional.empty(), Way.MADE));
        }
    }
}
