package dev.tminus.app.postgres.migrate;

import dev.tminus.app.postgres.grammar.Grammar;
import dev.tminus.app.postgres.grammar.Statement;
import dev.tminus.app.postgres.grammar.SyntaxMistake;
import dev.tminus.app.postgres.grammar.Tree;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.Parser;

/**
 * How a migration's script reaches the server: as its tool sends it, or in a way that nobody can tell from it.
 *
 * <p>A tool that sends a script of several statements as one message makes them one implicit transaction. BEGIN, the
 * statements one at a time, COMMIT comes to the same: one transaction identifier, one {@code now()}, the same order, all or
 * nothing, each statement with the time-outs of its own (PostgreSQL 13 and later count them for each statement of a
 * message). It does not where the script controls transactions or savepoints itself, needs to be the first of its
 * transaction (SET TRANSACTION), asks for {@code statement_timestamp()}, copies from the client, changes the role, under
 * which the record could not be written, or cannot be read by the grammar: such a script is sent whole. A syntax mistake
 * in a later statement is found before the first one runs when the script is one message, so it is sent whole too.
 *
 * @param why in words for the operator
 * @param changesRole true where records cannot be written between its statements
 */
record Sending(Manner manner, List<Part> parts, String why, boolean changesRole) {

    static final int OLDEST = 14;

    private static final Pattern NEEDS_ONE_MESSAGE =
            Pattern.compile("statement_timestamp|standard_conforming_strings", Pattern.CASE_INSENSITIVE);

    private static final Pattern ROLE = Pattern.compile(
            "\\bset\\s+(local\\s+|session\\s+)?(role|session\\s+authorization|authorization)\\b|\\bset_config\\s*\\(\\s*'(role|session_authorization)'",
            Pattern.CASE_INSENSITIVE);

    /** They behave in a block of their own as they do in an implicit one of several statements, but not as they do alone. */
    private static final Set<String> OTHERWISE_ALONE = Set.of(
            "DoStmt",
            "CallStmt",
            "VacuumStmt",
            "ClusterStmt",
            "ReindexStmt",
            "LockStmt",
            "DeclareCursorStmt",
            "RepackStmt");

    private static final Set<String> NEVER_IN_OURS = Set.of(
            "TransactionStmt", "CopyStmt", "CallStmt", "DiscardStmt", "CheckPointStmt", "PrepareStmt", "ExecuteStmt");

    /** How a script is sent. */
    enum Manner {
        /** In one message, divided by the server. */
        WHOLE,
        /** BEGIN, each statement, COMMIT. */
        ONE_TRANSACTION,
        /** Each statement by itself; what ran before a failure stays. */
        EACH_ALONE
    }

    Sending {
        parts = List.copyOf(parts);
    }

    /**
     * As {@code prisma migrate deploy}: one message, so one implicit transaction for several statements and none around a
     * single one; since Prisma 7.4 a script with CREATE INDEX CONCURRENTLY is divided, each statement alone.
     */
    static Sending prisma(String script) {
        try {
            List<Statement> statements = Grammar.parse(script).statements();
            if (statements.stream().anyMatch(Sending::buildsConcurrently)) {
                return each(
                        statements,
                        script,
                        "it builds an index concurrently, so each statement stands alone, as with Prisma 7.4");
            }
            if (statements.size() == 1 && !runsInBlock(statements.get(0))) {
                return each(statements, script, "its statement cannot run in a transaction block");
            }
            return inOneTransaction(statements, script, "one implicit transaction, as Prisma sends it");
        } catch (SyntaxMistake unreadable) {
            return whole("it cannot be divided with certainty");
        }
    }

    /** A plain file: one transaction together with its record. */
    static Sending inTransaction(String script) {
        try {
            return inOneTransaction(
                    Grammar.parse(script).statements(), script, "one transaction together with its record");
        } catch (SyntaxMistake unreadable) {
            return whole("it cannot be divided with certainty");
        }
    }

    /** A plain file that asks to be run statement by statement. */
    static Sending outsideTransaction(String script) throws SQLException {
        String why = "it says no-transaction, so each statement stands alone";
        try {
            return each(Grammar.parse(script).statements(), script, why);
        } catch (SyntaxMistake unreadable) {
            List<Part> parts = Parser.parseJdbcSql(script, true, false, true, false, false).stream()
                    .map((NativeQuery query) -> Part.unread(query.nativeSql))
                    .toList();
            return new Sending(Manner.EACH_ALONE, parts, why, true);
        }
    }

    private static Sending inOneTransaction(List<Statement> statements, String script, String why) {
        boolean same = !NEEDS_ONE_MESSAGE.matcher(script).find() && !changesRole(script);
        for (Statement statement : statements) {
            same = same && runsInBlock(statement) && (statements.size() > 1 || sameInBlock(statement));
        }
        return same && !statements.isEmpty()
                ? new Sending(
                        Manner.ONE_TRANSACTION,
                        statements.stream().map(Part::of).toList(),
                        why,
                        false)
                : whole("sent in one message: sent apart, its statements might not do the same");
    }

    private static Sending each(List<Statement> statements, String script, String why) {
        return new Sending(Manner.EACH_ALONE, statements.stream().map(Part::of).toList(), why, changesRole(script));
    }

    private static Sending whole(String why) {
        return new Sending(Manner.WHOLE, List.of(), why, true);
    }

    private static boolean changesRole(String script) {
        return ROLE.matcher(script).find();
    }

    private static boolean buildsConcurrently(Statement statement) {
        return statement.tree().is("IndexStmt") && statement.tree().flag("concurrent");
    }

    /** True where it may stand in a transaction block that is not its own. */
    static boolean runsInBlock(Statement statement) {
        Tree tree = statement.tree();
        return statement.aloneBecause(OLDEST).isEmpty()
                && !NEVER_IN_OURS.contains(tree.kind())
                && !(tree.is("VariableSetStmt") && beginsTransaction(tree));
    }

    /** True where one statement alone and the same one in a block of its own cannot be told apart. */
    static boolean sameInBlock(Statement statement) {
        return !OTHERWISE_ALONE.contains(statement.tree().kind())
                && !(statement.tree().is("VariableSetStmt") && statement.tree().flag("is_local"));
    }

    private static boolean beginsTransaction(Tree set) {
        return set.text("kind").equals("VAR_SET_MULTI") || set.text("name").startsWith("transaction_");
    }
}
