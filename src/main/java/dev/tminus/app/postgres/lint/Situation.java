package dev.tminus.app.postgres.lint;

import dev.tminus.app.postgres.grammar.Created;
import dev.tminus.app.postgres.grammar.Name;
import dev.tminus.app.postgres.grammar.Statement;
import dev.tminus.app.postgres.grammar.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What came before a statement in its script, and what is known of the database. One for each script. */
final class Situation {

    private static final Set<String> RELATIONS = Set.of("table", "materialized view", "foreign table");

    private final Conditions conditions;
    private final Facts facts;
    private final History history;
    private final List<Name> made = new ArrayList<>();
    private final List<Statement> all = new ArrayList<>();
    private final List<Statement> transaction = new ArrayList<>();
    private final Map<String, String> settings = new HashMap<>();
    private boolean begun;

    Situation(Conditions conditions, Facts facts, History history) {
        this.conditions = conditions;
        this.facts = facts;
        this.history = history;
    }

    Conditions conditions() {
        return conditions;
    }

    Facts facts() {
        return facts;
    }

    History history() {
        return history;
    }

    boolean inTransaction() {
        return begun || conditions.oneTransaction();
    }

    /** True for a relation that this script itself made: it is empty and nobody uses it. */
    boolean isNew(Name relation) {
        return made.stream().anyMatch(relation::mayBe);
    }

    /** The earlier statements of the same transaction; none where each stands alone. */
    List<Statement> earlierInTransaction() {
        return inTransaction() ? transaction : List.of();
    }

    List<Statement> earlier() {
        return all;
    }

    /** The locks that others can feel: those on relations that were there before the script. */
    List<Lock> locks(Statement statement) {
        return Locks.of(statement).stream()
                .filter(lock -> !isNew(lock.relation()))
                .toList();
    }

    /** A setting that the script itself made, in lower case. */
    Optional<String> setting(String name) {
        return Optional.ofNullable(settings.get(name));
    }

    void passed(Statement statement) {
        Tree tree = statement.tree();
        switch (tree.kind()) {
            case "TransactionStmt" -> boundary(tree.text("kind"));
            case "VariableSetStmt" -> set(tree);
            default -> {
                transaction.add(statement);
                statement.creates().stream()
                        .filter(created -> RELATIONS.contains(created.kind()))
                        .map(Created::name)
                        .flatMap(Optional::stream)
                        .forEach(made::add);
                renamed(tree);
            }
        }
        all.add(statement);
        history.passed(statement);
    }

    private void renamed(Tree tree) {
        if (tree.is("RenameStmt") && tree.text("renameType").equals("OBJECT_TABLE")) {
            Name old = tree.at("relation").rangeVar();
            if (isNew(old)) {
                made.add(new Name(old.schema(), tree.text("newname")));
            }
        }
    }

    private void boundary(String kind) {
        switch (kind) {
            case "TRANS_STMT_BEGIN", "TRANS_STMT_START" -> {
                begun = true;
                transaction.clear();
            }
            case "TRANS_STMT_COMMIT", "TRANS_STMT_ROLLBACK", "TRANS_STMT_PREPARE" -> {
                begun = false;
                transaction.clear();
            }
            default -> {
                // Savepoints keep the transaction and its locks.
            }
        }
    }

    private void set(Tree tree) {
        List<Tree> values = tree.list("args");
        if (values.isEmpty()) {
            settings.remove(tree.text("name"));
        } else {
            settings.put(tree.text("name"), constant(values.get(0)));
        }
    }

    private static String constant(Tree value) {
        return value.has("sval")
                ? value.at("sval").text("sval")
                : Integer.toString(value.at("ival").number("ival"));
    }
}
