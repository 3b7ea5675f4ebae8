package dev.tminus.app.postgres.lint;

import dev.tminus.app.postgres.grammar.Name;
import dev.tminus.app.postgres.grammar.Statement;
import dev.tminus.app.postgres.grammar.Tree;
import dev.tminus.app.postgres.lint.Rule.Example;
import dev.tminus.app.postgres.lint.Rule.Weight;
import dev.tminus.app.postgres.lint.Rule.Words;
import java.util.List;
import java.util.stream.Stream;

/** Rules about constraints that are added, validated or dropped. */
final class ConstraintRules {

    static final List<Rule> ALL = List.of(
            new Rule(
                    "TM620",
                    Weight.BY_SIZE,
                    new Words(
                            "ADD CHECK that reads the table",
                            "ACCESS EXCLUSIVE on the table while every row is read",
                            "nobody reads or writes until it is done",
                            "ADD CONSTRAINT ... NOT VALID, then VALIDATE CONSTRAINT in a transaction of its own (SHARE UPDATE"
                                    + " EXCLUSIVE)",
                            "all"),
                    new Example(
                            "ALTER TABLE gifts ADD CONSTRAINT positive CHECK (amount > 0);",
                            "ALTER TABLE gifts ADD CONSTRAINT positive CHECK (amount > 0) NOT VALID;\n"
                                    + "ALTER TABLE gifts VALIDATE CONSTRAINT positive;"),
                    (statement, situation) -> Trees.constraints(
                            statement,
                            situation,
                            "CONSTR_CHECK",
                            (table, check) -> check.flag("skip_validation")
                                    ? Hit.none()
                                    : Hit.on(
                                            table,
                                            check,
                                            "ADD CHECK reads all of %s while nobody may use it".formatted(table)))),
            new Rule(
                    "TM621",
                    Weight.BY_SIZE,
                    new Words(
                            "ADD FOREIGN KEY that reads both tables",
                            "SHARE ROW EXCLUSIVE on both tables while the rows of both are read",
                            "writers of both tables wait until it is done",
                            "ADD CONSTRAINT ... NOT VALID, then VALIDATE CONSTRAINT in a transaction of its own",
                            "all; on a partitioned table that refers since 18"),
                    new Example(
                            "ALTER TABLE gifts ADD CONSTRAINT donor FOREIGN KEY (donor_id) REFERENCES donors (id);",
                            "ALTER TABLE gifts ADD CONSTRAINT donor FOREIGN KEY (donor_id) REFERENCES donors (id) NOT VALID;\n"
                                    + "ALTER TABLE gifts VALIDATE CONSTRAINT donor;"),
                    (statement, situation) -> Trees.constraints(
                            statement,
                            situation,
                            "CONSTR_FOREIGN",
                            (table, key) -> key.flag("skip_validation")
                                    ? Hit.none()
                                    : Hit.on(
                                            table,
                                            key,
                                            "writers of %s and %s wait while both are read"
                                                    .formatted(
                                                            table,
                                                            key.at("pktable").rangeVar())))),
            new Rule(
                    "TM622",
                    Weight.BY_SIZE,
                    new Words(
                            "VALIDATE CONSTRAINT in the transaction that added it",
                            "the lock of the ADD, ACCESS EXCLUSIVE or SHARE ROW EXCLUSIVE, held through the reading",
                            "NOT VALID gained nothing: others wait as long as without it",
                            "VALIDATE CONSTRAINT in a transaction, and so for many tools a migration file, of its own",
                            "all"),
                    new Example(
                            "BEGIN;\nALTER TABLE gifts ADD CONSTRAINT positive CHECK (amount > 0) NOT VALID;\n"
                                    + "ALTER TABLE gifts VALIDATE CONSTRAINT positive;\nCOMMIT;",
                            "BEGIN;\nALTER TABLE gifts ADD CONSTRAINT positive CHECK (amount > 0) NOT VALID;\nCOMMIT;\n"
                                    + "ALTER TABLE gifts VALIDATE CONSTRAINT positive;"),
                    ConstraintRules::validated),
            new Rule(
                    "TM623",
                    Weight.ALWAYS,
                    new Words(
                            "drop of a foreign key, or of a table that has one",
                            "ACCESS EXCLUSIVE on the table and also on the table it refers to",
                            "readers of the referenced table wait too",
                            "set lock_timeout before it; drop the child's key in a transaction of its own first",
                            "all"),
                    new Example("DROP TABLE gifts;", "SET LOCAL lock_timeout = '2s';\nDROP TABLE gifts;"),
                    ConstraintRules::dropped),
            new Rule(
                    "TM624",
                    Weight.BY_SIZE,
                    new Words(
                            "ADD UNIQUE or PRIMARY KEY that builds its index",
                            "ACCESS EXCLUSIVE on the table while the index is built",
                            "nobody reads or writes until it is done",
                            "CREATE UNIQUE INDEX CONCURRENTLY, then ADD CONSTRAINT ... USING INDEX; for a primary key make the"
                                    + " columns NOT NULL first",
                            "all"),
                    new Example(
                            "ALTER TABLE gifts ADD CONSTRAINT gifts_code UNIQUE (code);",
                            "CREATE UNIQUE INDEX CONCURRENTLY gifts_code ON gifts (code);\n"
                                    + "ALTER TABLE gifts ADD CONSTRAINT gifts_code UNIQUE USING INDEX gifts_code;"),
                    (statement, situation) -> Stream.of("CONSTR_UNIQUE", "CONSTR_PRIMARY")
                            .flatMap(type -> Trees.constraints(
                                    statement, situation, type, (table, key) -> indexed(table, key)))),
            new Rule(
                    "TM625",
                    Weight.BY_SIZE,
                    new Words(
                            "ADD EXCLUDE",
                            "ACCESS EXCLUSIVE on the table while it is read twice and the index is built",
                            "nobody reads or writes until it is done",
                            "there is no form without the lock: a new table with the constraint, filled and then swapped",
                            "all"),
                    new Example(
                            "ALTER TABLE bookings ADD CONSTRAINT apart EXCLUDE USING gist (room WITH =, during WITH &&);",
                            "CREATE TABLE bookings_new (LIKE bookings INCLUDING ALL, EXCLUDE USING gist (room WITH =, during WITH &&));"),
                    (statement, situation) -> Trees.constraints(
                            statement,
                            situation,
                            "CONSTR_EXCLUSION",
                            (table, constraint) -> Hit.on(
                                    table,
                                    constraint,
                                    "EXCLUDE reads %s twice while nobody may use it".formatted(table)))));

    private ConstraintRules() {}

    private static Stream<Hit> indexed(Name table, Tree key) {
        return key.has("indexname")
                ? Hit.none()
                : Hit.on(table, key, "the index is built on %s while nobody may use it".formatted(table));
    }

    private static Stream<Hit> validated(Statement statement, Situation situation) {
        return Trees.commands(
                statement,
                situation,
                "AT_ValidateConstraint",
                (table, command) -> addedNow(situation, table, command)
                        ? Hit.on(
                                table,
                                command,
                                "%s was added in this transaction: its lock on %s is held while all rows are read"
                                        .formatted(command.text("name"), table))
                        : Hit.none());
    }

    private static boolean addedNow(Situation situation, Name table, Tree validate) {
        Stream<Statement> before = situation.earlierInTransaction().stream();
        return before.filter(earlier -> earlier.tree().is("AlterTableStmt"))
                .filter(earlier -> earlier.tree().at("relation").rangeVar().mayBe(table))
                .flatMap(earlier -> earlier.tree().all("Constraint"))
                .anyMatch(constraint -> constraint.text("conname").equals(validate.text("name")));
    }

    private static Stream<Hit> dropped(Statement statement, Situation situation) {
        if (LockRules.hasTimeout(situation)) {
            return Hit.none();
        }
        Stream<Hit> keys = Trees.commands(
                statement,
                situation,
                "AT_DropConstraint",
                (table, command) -> situation
                                .history()
                                .constraint(table, command.text("name"))
                                .filter(constraint -> !constraint.has("pktable"))
                                .isPresent()
                        ? Hit.none()
                        : Hit.on(
                                table,
                                command,
                                "if %s is a foreign key, the table it refers to is locked too"
                                        .formatted(command.text("name"))));
        Stream<Hit> tables = statement.tag().equals("DROP TABLE")
                ? statement.relations().stream()
                        .filter(table -> !situation.isNew(table))
                        .flatMap(table -> Hit.on(
                                table,
                                statement.tree(),
                                "%s is gone with its data, and every table it refers to is locked".formatted(table)))
                : Hit.none();
        return Stream.concat(keys, tables);
    }
}
