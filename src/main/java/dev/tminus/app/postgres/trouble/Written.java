package dev.tminus.app.postgres.trouble;

import dev.tminus.app.postgres.database.Identifier;
import dev.tminus.app.postgres.grammar.Grammar;
import dev.tminus.app.postgres.grammar.Name;
import dev.tminus.app.postgres.grammar.Statement;
import dev.tminus.app.postgres.grammar.SyntaxMistake;
import dev.tminus.app.postgres.grammar.Tree;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A rule as the failing statement writes it, which the catalog no longer has because it was rolled back. */
final class Written {

    private static final Pattern CHECK = Pattern.compile("\\bcheck\\s*\\(", Pattern.CASE_INSENSITIVE);

    private final String text;
    private final String name;

    /** @param name of the constraint or index */
    Written(String text, String name) {
        this.text = text;
        this.name = name;
    }

    Optional<Rule> check() {
        return constraint("CONSTR_CHECK")
                .flatMap(found -> parenthesised(found.offset()).map(Rule.Check::new));
    }

    Optional<Rule> unique() {
        Optional<List<String>> index = statements()
                .filter(statement -> statement.tree().is("IndexStmt")
                        && statement.tree().text("idxname").equals(name)
                        && !statement.tree().has("whereClause"))
                .map(statement -> statement.tree().list("indexParams").stream()
                        .map(column -> column.text("name"))
                        .toList())
                .filter(columns -> columns.stream().noneMatch(String::isEmpty))
                .findFirst();
        return index.or(() -> constraint("CONSTR_UNIQUE")
                        .or(() -> constraint("CONSTR_PRIMARY"))
                        .map(found -> found.tree().strings("keys"))
                        .filter(keys -> !keys.isEmpty()))
                .map(Rule.Unique::new);
    }

    Optional<Foreign> foreign() {
        return constraint("CONSTR_FOREIGN")
                .map(Found::tree)
                .filter(tree -> !tree.strings("fk_attrs").isEmpty())
                .map(tree -> {
                    Name parent = tree.at("pktable").rangeVar();
                    return new Foreign(
                            tree.strings("fk_attrs"),
                            parent.schema()
                                            .map(schema -> Identifier.quoted(schema) + ".")
                                            .orElse("")
                                    + Identifier.quoted(parent.name()),
                            tree.strings("pk_attrs"));
                });
    }

    /** A foreign key; without keys where it means the other table's primary key. */
    record Foreign(List<String> columns, String parent, List<String> keys) {}

    private record Found(Tree tree, int offset) {}

    private Optional<Found> constraint(String kind) {
        List<Found> all = statements()
                .flatMap(statement -> statement
                        .tree()
                        .all("Constraint")
                        .filter(tree -> tree.text("contype").equals(kind))
                        .map(tree -> new Found(tree, statement.placeOf(tree).offset())))
                .toList();
        Optional<Found> named = all.stream()
                .filter(found -> found.tree().text("conname").equals(name))
                .findFirst();
        return named.isPresent() || all.size() != 1 ? named : Optional.of(all.get(0));
    }

    private Stream<Statement> statements() {
        try {
            return Grammar.parse(text).statements().stream();
        } catch (SyntaxMistake unreadable) {
            return Stream.empty();
        }
    }

    /** What stands in the parentheses of a CHECK, with them. */
    private Optional<String> parenthesised(int from) {
        Matcher check = CHECK.matcher(text);
        if (!check.find(from)) {
            return Optional.empty();
        }
        int start = check.end() - 1;
        int depth = 0;
        for (int at = start; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\'' || c == '"') {
                at = text.indexOf(c, at + 1);
                if (at < 0) {
                    return Optional.empty();
                }
            }
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth == 0) {
                return Optional.of(text.substring(start, at + 1)).filter(found -> !found.contains("$$"));
            }
        }
        return Optional.empty();
    }
}
