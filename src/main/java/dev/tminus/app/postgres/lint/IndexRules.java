package dev.tminus.app.postgres.lint;

import dev.tminus.app.postgres.grammar.Statement;
import dev.tminus.app.postgres.grammar.Tree;
import dev.tminus.app.postgres.lint.Rule.Example;
import dev.tminus.app.postgres.lint.Rule.Weight;
import dev.tminus.app.postgres.lint.Rule.Words;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Rules about indexes that are built, rebuilt or dropped. */
final class IndexRules {

    /** CONCURRENTLY waits for every older transaction; less than this is not enough for one of them. */
    private static final double LONG_ENOUGH_SECONDS = 60;

    private static final Pattern TIME = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(us|ms|s|min|h|d)?");

    private static final Set<String> ENDLESS = Set.of("0", "default");

    static final List<Rule> ALL = List.of(
            new Rule(
                    "TM630",
                    Weight.BY_SIZE,
                    new Words(
                            "CREATE INDEX that blocks writers",
                            "SHARE on the table while the index is built",
                            "nobody writes until it is done",
                            "CREATE INDEX CONCURRENTLY in a step of its own; on a partitioned table ON ONLY the parent, CONCURRENTLY"
                                    + " on each partition, then ATTACH",
                            "all"),
                    new Example(
                            "CREATE INDEX gifts_at ON gifts (at);",
                            "CREATE INDEX CONCURRENTLY gifts_at ON gifts (at);"),
                    IndexRules::built),
            new Rule(
                    "TM631",
                    Weight.ALWAYS,
                    new Words(
                            "CONCURRENTLY under a short time-out",
                            "SHARE UPDATE EXCLUSIVE on the table, and a wait for every older transaction of the database",
                            "the time-out ends it and leaves an INVALID index behind, which costs writes and serves nobody",
                            "no old transaction first (pg.preflight), lock_timeout of minutes, statement_timeout 0, and a look at"
                                    + " pg_index.indisvalid after it",
                            "all; versions 14.0 to 14.3 could corrupt the index, 14.4 mends it"),
                    new Example(
                            "SET lock_timeout = '2s';\nCREATE INDEX CONCURRENTLY gifts_at ON gifts (at);",
                            "SET lock_timeout = '10min';\nSET statement_timeout = 0;\nCREATE INDEX CONCURRENTLY gifts_at ON gifts (at);"),
                    IndexRules::hurried),
            new Rule(
                    "TM632",
                    Weight.ALWAYS,
                    new Words(
                            "CREATE INDEX CONCURRENTLY IF NOT EXISTS",
                            "none, when there is an index of that name",
                            "on a second try it says all is well over the INVALID index that the first left behind",
                            "look at pg_index.indisvalid; drop an invalid one CONCURRENTLY and build it again",
                            "all"),
                    new Example(
                            "CREATE INDEX CONCURRENTLY IF NOT EXISTS gifts_at ON gifts (at);",
                            "DROP INDEX CONCURRENTLY IF EXISTS gifts_at;\nCREATE INDEX CONCURRENTLY gifts_at ON gifts (at);"),
                    (statement, situation) -> statement.tree().flag("concurrent")
                                    && statement.tree().flag("if_not_exists")
                            ? Trees.relation(statement, situation, "IndexStmt", "relation").stream()
                                    .flatMap(table -> Hit.of(
                                            statement.tree(),
                                            "IF NOT EXISTS is content with an invalid %s"
                                                    .formatted(statement.tree().text("idxname"))))
                            : Hit.none()),
            new Rule(
                    "TM633",
                    Weight.ALWAYS,
                    new Words(
                            "DROP INDEX",
                            "ACCESS EXCLUSIVE on the index's table, for an instant",
                            "it waits for every reader, and everybody who comes later waits behind it",
                            "DROP INDEX CONCURRENTLY; for the index of a constraint, drop the constraint under a lock_timeout",
                            "all"),
                    new Example("DROP INDEX gifts_at;", "DROP INDEX CONCURRENTLY gifts_at;"),
                    (statement, situation) -> statement.tag().equals("DROP INDEX")
                                    && !statement.tree().flag("concurrent")
                            ? Hit.of(
                                    statement.tree(),
                                    "DROP INDEX locks the table of %s against everybody"
                                            .formatted(statement.relations().get(0)))
                            : Hit.none()),
            new Rule(
                    "TM634",
                    Weight.BY_SIZE,
                    new Words(
                            "REINDEX",
                            "SHARE on the table and ACCESS EXCLUSIVE on the index",
                            "writers wait, and readers too: planning a query touches every index of its tables",
                            "REINDEX CONCURRENTLY",
                            "12"),
                    new Example("REINDEX TABLE gifts;", "REINDEX TABLE CONCURRENTLY gifts;"),
                    IndexRules::rebuilt));

    private IndexRules() {}

    private static Stream<Hit> built(Statement statement, Situation situation) {
        Tree tree = statement.tree();
        boolean parentOnly = !tree.at("relation").flag("inh");
        return tree.flag("concurrent") || parentOnly
                ? Hit.none()
                : Trees.relation(statement, situation, "IndexStmt", "relation").stream()
                        .flatMap(table ->
                                Hit.on(table, tree, "writers of %s wait while the index is built".formatted(table)));
    }

    private static Stream<Hit> hurried(Statement statement, Situation situation) {
        boolean concurrently = statement
                .aloneBecause(situation.facts().major())
                .filter(because -> because.contains("INDEX CONCURRENTLY"))
                .isPresent();
        if (!concurrently) {
            return Hit.none();
        }
        return Stream.of("lock_timeout", "statement_timeout")
                .filter(name ->
                        situation.setting(name).filter(IndexRules::isShort).isPresent())
                .limit(1)
                .flatMap(name -> Hit.of(
                        statement.tree(),
                        "%s is %s, and CONCURRENTLY waits for every older transaction"
                                .formatted(name, situation.setting(name).orElse(""))));
    }

    private static boolean isShort(String setting) {
        Matcher time = TIME.matcher(setting);
        if (ENDLESS.contains(setting) || !time.matches()) {
            return false;
        }
        double number = Double.parseDouble(time.group(1));
        String unit = time.group(2) == null ? "ms" : time.group(2);
        double seconds = switch (unit) {
            case "us" -> number / 1_000_000;
            case "ms" -> number / 1_000;
            case "min" -> number * 60;
            case "h" -> number * 3_600;
            case "d" -> number * 86_400;
            default -> number;
        };
        return seconds < LONG_ENOUGH_SECONDS;
    }

    private static Stream<Hit> rebuilt(Statement statement, Situation situation) {
        Tree tree = statement.tree();
        boolean concurrently = tree.list("params").stream()
                .anyMatch(option -> option.text("defname").equals("concurrently"));
        if (!tree.is("ReindexStmt") || concurrently) {
            return Hit.none();
        }
        String what = tree.has("relation") ? tree.at("relation").rangeVar().toString() : tree.text("name");
        Hit hit = new Hit(
                tree,
                "REINDEX of %s stops writers, and readers too".formatted(what),
                tree.text("kind").equals("REINDEX_OBJECT_TABLE")
                        ? Optional.of(tree.at("relation").rangeVar())
                        : Optional.empty());
        return tree.has("relation") && situation.isNew(tree.at("relation").rangeVar()) ? Hit.none() : Stream.of(hit);
    }
}
