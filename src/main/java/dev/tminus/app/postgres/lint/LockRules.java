package dev.tminus.app.postgres.lint;

import dev.tminus.app.postgres.grammar.Name;
import dev.tminus.app.postgres.grammar.Statement;
import dev.tminus.app.postgres.lint.Lock.Mode;
import dev.tminus.app.postgres.lint.Rule.Example;
import dev.tminus.app.postgres.lint.Rule.Weight;
import dev.tminus.app.postgres.lint.Rule.Words;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Rules about locks that wait, and locks that are held. */
final class LockRules {

    private static final Set<String> NO_TIMEOUT = Set.of("0", "default");

    static final List<Rule> ALL = List.of(
            new Rule(
                    "TM601",
                    Weight.ALWAYS,
                    new Words(
                            "schema change without lock_timeout",
                            "whichever the statement takes, even for an instant: ADD COLUMN, SET DEFAULT, OWNER, ENABLE ROW LEVEL"
                                    + " SECURITY, REPLICA IDENTITY and SET STORAGE take ACCESS EXCLUSIVE; SET STATISTICS, storage"
                                    + " options, VALIDATE and CLUSTER ON take SHARE UPDATE EXCLUSIVE",
                            "it waits behind the longest transaction, and everybody who comes later waits behind it",
                            "set lock_timeout (100ms to 5s; minutes for CONCURRENTLY) and try again when it runs out",
                            "all"),
                    new Example(
                            "ALTER TABLE gifts ADD COLUMN note text;",
                            "SET LOCAL lock_timeout = '2s';\nALTER TABLE gifts ADD COLUMN note text;"),
                    LockRules::withoutTimeout),
            new Rule(
                    "TM602",
                    Weight.ALWAYS,
                    new Words(
                            "statement after an exclusive lock in the same transaction",
                            "ACCESS EXCLUSIVE, from an earlier statement, kept until COMMIT",
                            "nobody reads or writes the table while the rest of the transaction runs: the outage is its whole length",
                            "one transaction for each table's change; data and scans in transactions of their own",
                            "all"),
                    new Example(
                            "BEGIN;\nALTER TABLE gifts ADD COLUMN net numeric;\nUPDATE gifts SET net = amount WHERE id < 1000;\nCOMMIT;",
                            "BEGIN;\nALTER TABLE gifts ADD COLUMN net numeric;\nCOMMIT;\nUPDATE gifts SET net = amount WHERE id < 1000;"),
                    LockRules::afterExclusive),
            new Rule(
                    "TM603",
                    Weight.ALWAYS,
                    new Words(
                            "two tables locked in one transaction",
                            "ACCESS EXCLUSIVE or SHARE ROW EXCLUSIVE on each, one after the other",
                            "it deadlocks with anybody who takes them in the other order",
                            "one transaction for each table, or LOCK TABLE in the order of the application, with a lock_timeout below"
                                    + " deadlock_timeout",
                            "all"),
                    new Example(
                            "BEGIN;\nALTER TABLE gifts ADD COLUMN a int;\nALTER TABLE donors ADD COLUMN a int;\nCOMMIT;",
                            "BEGIN;\nALTER TABLE gifts ADD COLUMN a int;\nCOMMIT;\nBEGIN;\nALTER TABLE donors ADD COLUMN a int;\nCOMMIT;"),
                    LockRules::twoTables),
            new Rule(
                    "TM604",
                    Weight.ALWAYS,
                    new Words(
                            "statement that must run alone, inside a transaction",
                            "none: it is refused",
                            "the migration fails, with an error at this statement",
                            "a step of its own with transaction: none, or a migration file of its own that runs outside a transaction",
                            "all"),
                    new Example(
                            "BEGIN;\nCREATE INDEX CONCURRENTLY gifts_at ON gifts (at);\nCOMMIT;",
                            "CREATE INDEX CONCURRENTLY gifts_at ON gifts (at);"),
                    LockRules::alone),
            new Rule(
                    "TM605",
                    Weight.ALWAYS,
                    new Words(
                            "CREATE TRIGGER",
                            "SHARE ROW EXCLUSIVE on the table",
                            "writers wait for it, and it waits for every writer",
                            "set lock_timeout before it and try again when it runs out",
                            "all"),
                    new Example(
                            "CREATE TRIGGER t BEFORE INSERT ON gifts FOR EACH ROW EXECUTE FUNCTION f();",
                            "SET LOCAL lock_timeout = '2s';\nCREATE TRIGGER t BEFORE INSERT ON gifts FOR EACH ROW EXECUTE FUNCTION f();"),
                    LockRules::trigger));

    private LockRules() {}

    static boolean hasTimeout(Situation situation) {
        Optional<String> own = situation.setting("lock_timeout");
        return own.isEmpty()
                ? situation.conditions().lockTimeout()
                : own.filter(NO_TIMEOUT::contains).isEmpty();
    }

    private static Stream<Hit> withoutTimeout(Statement statement, Situation situation) {
        List<Lock> locks = situation.locks(statement);
        boolean told = statement.tree().is("CreateTrigStmt");
        return locks.isEmpty() || told || hasTimeout(situation)
                ? Hit.none()
                : Hit.of(
                        statement.tree(),
                        "%s waits for %s without end, and everybody who comes later waits behind it"
                                .formatted(statement.tag(), locks.get(0)));
    }

    private static Stream<Hit> afterExclusive(Statement statement, Situation situation) {
        Optional<Lock> held = held(situation);
        boolean settings =
                statement.tree().is("VariableSetStmt") || statement.tree().is("TransactionStmt");
        return held.isEmpty() || settings || onlyTouchesAgain(statement, held.get(), situation)
                ? Hit.none()
                : Hit.on(
                        held.get().relation(),
                        statement.tree(),
                        "%s runs while %s is held since an earlier statement".formatted(statement.tag(), held.get()));
    }

    /** Instant changes of the same table belong together: each of them again would be one more wait. */
    private static boolean onlyTouchesAgain(Statement statement, Lock held, Situation situation) {
        List<Lock> locks = Locks.of(statement);
        return (!locks.isEmpty()
                        && locks.stream()
                                .allMatch(lock ->
                                        lock.relation().mayBe(held.relation()) || situation.isNew(lock.relation()))
                        && !statement.tree().is("IndexStmt")
                        && !statement.tree().is("ClusterStmt"))
                || statement.tag().equals("COMMENT");
    }

    private static Optional<Lock> held(Situation situation) {
        return situation.earlierInTransaction().stream()
                .flatMap(earlier -> situation.locks(earlier).stream())
                .filter(lock -> lock.mode() == Mode.ACCESS_EXCLUSIVE)
                .findFirst();
    }

    private static Stream<Hit> twoTables(Statement statement, Situation situation) {
        List<Name> before = situation.earlierInTransaction().stream()
                .flatMap(earlier -> strong(situation, earlier))
                .toList();
        return strong(situation, statement)
                .filter(name -> !before.isEmpty() && before.stream().noneMatch(name::mayBe))
                .limit(1)
                .flatMap(name -> Hit.on(
                        name,
                        statement.tree(),
                        "%s is locked while %s is locked already; who takes them in the other order deadlocks"
                                .formatted(name, before.get(0))));
    }

    private static Stream<Name> strong(Situation situation, Statement statement) {
        return situation.locks(statement).stream()
                .filter(lock -> lock.mode().compareTo(Mode.SHARE_ROW_EXCLUSIVE) >= 0)
                .filter(lock -> !statement.tag().equals("DROP INDEX"))
                .map(Lock::relation);
    }

    private static Stream<Hit> alone(Statement statement, Situation situation) {
        return situation.inTransaction()
                ? statement.aloneBecause(situation.facts().major()).stream()
                        .flatMap(because -> Hit.of(statement.tree(), because + ", and this script is in one"))
                : Hit.none();
    }

    private static Stream<Hit> trigger(Statement statement, Situation situation) {
        return hasTimeout(situation)
                ? Hit.none()
                : Trees.relation(statement, situation, "CreateTrigStmt", "relation").stream()
                        .flatMap(table -> Hit.on(
                                table,
                                statement.tree(),
                                "CREATE TRIGGER blocks writers of %s while it waits for them".formatted(table)));
    }
}
