package dev.tminus.app.postgres.lint;

import dev.tminus.app.postgres.grammar.Created;
import dev.tminus.app.postgres.grammar.Name;
import dev.tminus.app.postgres.grammar.Statement;
import dev.tminus.app.postgres.grammar.Tree;
import dev.tminus.app.postgres.lint.Rule.Example;
import dev.tminus.app.postgres.lint.Rule.Weight;
import dev.tminus.app.postgres.lint.Rule.Words;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Rules about sessions, settings, and objects that keep their name but not their meaning. */
final class SessionRules {

    private static final Set<String> IN_SCHEMAS =
            Set.of("table", "view", "materialized view", "sequence", "type", "domain", "function", "procedure");

    static final List<Rule> ALL = List.of(
            new Rule(
                    "TM670",
                    Weight.NOTE,
                    new Words(
                            "CREATE OR REPLACE of a view or function",
                            "ACCESS EXCLUSIVE on the view, none for a function",
                            "a view's columns must keep order and type; a function with other arguments is a second one, and the old"
                                    + " stays and is still called",
                            "add columns of a view at its end; drop the old signature of a function by its arguments",
                            "all"),
                    new Example(
                            "CREATE OR REPLACE FUNCTION fee(amount numeric) RETURNS numeric LANGUAGE sql AS 'SELECT 1';",
                            "CREATE FUNCTION fee_v2(amount numeric) RETURNS numeric LANGUAGE sql AS 'SELECT 1';"),
                    SessionRules::replaced),
            new Rule(
                    "TM671",
                    Weight.NOTE,
                    new Words(
                            "object made without a schema, search_path not pinned",
                            "none",
                            "it is made in whichever schema the role's search_path begins with, and that differs between roles and"
                                    + " databases",
                            "write the schema, or begin with SET LOCAL search_path; pg.migrate pins it",
                            "all"),
                    new Example("CREATE TABLE audit (id bigint);", "CREATE TABLE public.audit (id bigint);"),
                    SessionRules::unqualified),
            new Rule(
                    "TM672",
                    Weight.ALWAYS,
                    new Words(
                            "SET for the session inside a transaction",
                            "none",
                            "on a pooled connection it goes on for the application, or is lost with the next statement's connection",
                            "SET LOCAL, which ends with the transaction",
                            "all"),
                    new Example(
                            "BEGIN;\nSET statement_timeout = 0;\nCOMMIT;",
                            "BEGIN;\nSET LOCAL statement_timeout = 0;\nCOMMIT;"),
                    SessionRules::forTheSession),
            new Rule(
                    "TM673",
                    Weight.ALWAYS,
                    new Words(
                            "ALTER SYSTEM",
                            "none",
                            "Amazon RDS refuses it; elsewhere it changes the server for every database on it, and no migration takes"
                                    + " it back",
                            "the parameter group on RDS (rds.parameters); ALTER DATABASE or ALTER ROLE ... SET elsewhere",
                            "all"),
                    new Example(
                            "ALTER SYSTEM SET log_min_duration_statement = 1000;",
                            "ALTER DATABASE donations SET log_min_duration_statement = 1000;"),
                    (statement, situation) -> statement.tree().is("AlterSystemStmt")
                            ? Hit.of(statement.tree(), "ALTER SYSTEM changes the whole server, and RDS refuses it")
                            : Hit.none()));

    private SessionRules() {}

    private static Stream<Hit> replaced(Statement statement, Situation situation) {
        Tree tree = statement.tree();
        boolean looked = tree.is("ViewStmt") || tree.is("CreateFunctionStmt");
        return looked && tree.flag("replace")
                ? Hit.of(
                        tree,
                        tree.is("ViewStmt")
                                ? "the view must keep the order and types of its columns"
                                : "with other arguments the old function stays beside this one")
                : Hit.none();
    }

    /** Said once a script, at the first such object. */
    private static Stream<Hit> unqualified(Statement statement, Situation situation) {
        boolean pinned = situation.conditions().searchPath()
                || situation.setting("search_path").isPresent();
        return pinned || situation.earlier().stream().anyMatch(SessionRules::makesUnqualified)
                ? Hit.none()
                : makes(statement)
                        .limit(1)
                        .flatMap(name ->
                                Hit.of(statement.tree(), "%s is made in whichever schema comes first".formatted(name)));
    }

    private static boolean makesUnqualified(Statement statement) {
        return makes(statement).findAny().isPresent();
    }

    private static Stream<Name> makes(Statement statement) {
        boolean temporary =
                statement.tree().at("relation").text("relpersistence").equals("t");
        return temporary
                ? Stream.empty()
                : statement.creates().stream()
                        .filter(created -> IN_SCHEMAS.contains(created.kind()))
                        .map(Created::name)
                        .flatMap(Optional::stream)
                        .filter(name -> name.schema().isEmpty());
    }

    private static Stream<Hit> forTheSession(Statement statement, Situation situation) {
        Tree tree = statement.tree();
        boolean session = tree.is("VariableSetStmt")
                && tree.text("kind").equals("VAR_SET_VALUE")
                && !tree.flag("is_local")
                && situation.inTransaction();
        return session
                ? Hit.of(tree, "%s stays set in the session after this transaction".formatted(tree.text("name")))
                : Hit.none();
    }
}
