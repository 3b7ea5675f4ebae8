package dev.tminus.app.postgres.migrate;

import dev.tminus.app.postgres.grammar.Created;
import dev.tminus.app.postgres.grammar.Name;
import dev.tminus.app.postgres.grammar.Statement;
import dev.tminus.book.Brief;
import java.util.Optional;

/**
 * One statement of a migration that is sent by itself.
 *
 * @param index the index it builds or drops without a transaction, as SQL would write it; empty where it has no name
 */
record Part(String text, String shown, Nature nature, Optional<String> index) {

    private static final int SHOWN_LENGTH = 60;

    /** What is known about a statement whose end is not. */
    enum Nature {
        /** Runs in a transaction: it has happened whole or not at all. */
        TRANSACTIONAL,
        /** CREATE INDEX CONCURRENTLY: leaves an invalid index where it does not come to its end. */
        BUILDS_INDEX,
        /** DROP INDEX CONCURRENTLY: may be sent again until the index is gone. */
        DROPS_INDEX,
        /** VACUUM and its kin: may be done twice. */
        REPEATABLE,
        /** Nobody but a person can tell what became of it. */
        ONCE
    }

    static Part of(Statement statement) {
        return new Part(statement.text(), statement.shown(), nature(statement), index(statement));
    }

    /** Where the grammar does not read it, nothing is known of it. */
    static Part unread(String text) {
        return new Part(text, Brief.of(text, SHOWN_LENGTH), Nature.ONCE, Optional.empty());
    }

    /** Waits for older transactions rather than for a lock that others then wait behind. */
    boolean concurrent() {
        return nature == Nature.BUILDS_INDEX || nature == Nature.DROPS_INDEX;
    }

    private static Nature nature(Statement statement) {
        return switch (statement.tree().kind()) {
            case "IndexStmt" -> statement.tree().flag("concurrent") ? Nature.BUILDS_INDEX : Nature.TRANSACTIONAL;
            case "DropStmt" -> statement.tree().flag("concurrent") ? Nature.DROPS_INDEX : Nature.TRANSACTIONAL;
            case "VacuumStmt", "ClusterStmt", "CheckPointStmt" -> Nature.REPEATABLE;
            case "ReindexStmt" -> statement.aloneBecause(Sending.OLDEST).isPresent() ? Nature.ONCE : Nature.REPEATABLE;
            default ->
                Sending.runsInBlock(statement) && Sending.sameInBlock(statement) ? Nature.TRANSACTIONAL : Nature.ONCE;
        };
    }

    private static Optional<String> index(Statement statement) {
        if (statement.tree().is("DropStmt")) {
            return statement.relations().stream().findFirst().map(Name::toString);
        }
        return statement.creates().stream()
                .filter(made -> made.kind().equals("index"))
                .findFirst()
                .flatMap(Created::name)
                .map(Name::toString);
    }
}
