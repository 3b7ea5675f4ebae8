package dev.tminus.app.postgres.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE INDEX CONCURRENTLY ON gifts (id)",
                "DROP INDEX CONCURRENTLY idx",
                "REINDEX TABLE CONCURRENTLY gifts",
                "REINDEX (CONCURRENTLY) INDEX idx",
                "REINDEX SCHEMA app",
                "VACUUM gifts",
                "VACUUM FULL",
                "CLUSTER",
                "CREATE DATABASE d",
                "DROP DATABASE d",
                "CREATE TABLESPACE t LOCATION '/t'",
                "DROP TABLESPACE t",
                "ALTER SYSTEM SET work_mem = '1MB'",
                "ALTER DATABASE d SET TABLESPACE t",
                "ALTER TABLE p DETACH PARTITION q CONCURRENTLY",
                "CREATE SUBSCRIPTION s CONNECTION '' PUBLICATION p",
                "ALTER SUBSCRIPTION s REFRESH PUBLICATION",
                "ALTER SUBSCRIPTION s SET PUBLICATION p",
                "DROP SUBSCRIPTION s",
                "DISCARD ALL",
                "COMMIT PREPARED 'x'"
            })
    void some_statements_refuse_a_transaction_block(String sql) {
        assertThat(only(sql).aloneBecause(15)).get().asString().contains("transaction block");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE INDEX ON gifts (id)",
                "REINDEX TABLE gifts",
                "REINDEX (CONCURRENTLY false) TABLE gifts",
                "ANALYZE gifts",
                "CLUSTER gifts",
                "ALTER DATABASE d SET work_mem = '1MB'",
                "ALTER TABLE p DETACH PARTITION q",
                "ALTER TYPE status ADD VALUE 'x'",
                "REFRESH MATERIALIZED VIEW CONCURRENTLY mv",
                "CREATE SUBSCRIPTION s CONNECTION '' PUBLICATION p WITH (connect = false)",
                "ALTER SUBSCRIPTION s SET PUBLICATION p WITH (refresh = false)",
                "DISCARD PLANS"
            })
    void the_others_run_in_one(String sql) {
        assertThat(only(sql).aloneBecause(15)).isEmpty();
    }

    @Test
    void an_enum_value_needs_its_own_transaction_before_version_12() {
        Statement statement = only("ALTER TYPE status ADD VALUE 'x'");

        assertThat(statement.aloneBecause(11))
                .contains("ALTER TYPE ... ADD VALUE cannot run inside a transaction block");
        assertThat(statement.aloneBecause(12)).isEmpty();
    }

    @Test
    void transactions_are_controlled_by_their_own_statements_alone() {
        assertThat(List.of("BEGIN", "COMMIT", "END", "ROLLBACK", "PREPARE TRANSACTION 'x'"))
                .allMatch(sql -> only(sql).controlsTransaction());
        assertThat(List.of("SAVEPOINT s", "ROLLBACK TO s", "RELEASE s", "PREPARE q AS SELECT 1"))
                .noneMatch(sql -> only(sql).controlsTransaction());
    }

    @Test
    void relations_are_what_the_statement_names_and_does_not_make() {
        assertThat(relations("WITH d AS (SELECT * FROM app.donors) UPDATE gifts SET a = 1 FROM d, public.d AS e"))
                .containsExactlyInAnyOrder("app.donors", "gifts", "public.d");
        assertThat(relations("DROP TABLE gifts, app.\"Donors\"")).containsExactly("gifts", "app.\"Donors\"");
        assertThat(relations("CREATE TABLE t (a int REFERENCES gifts)")).containsExactly("gifts");
        assertThat(relations("CREATE TABLE t AS SELECT * FROM gifts")).containsExactly("gifts");
        assertThat(relations("CREATE INDEX i ON app.gifts (a)")).containsExactly("app.gifts");
        assertThat(relations("ALTER TABLE p ATTACH PARTITION q DEFAULT")).containsExactly("p", "q");
        assertThat(relations("COMMENT ON COLUMN app.gifts.a IS 'x'")).containsExactly("app.gifts");
        assertThat(relations("DROP TRIGGER t ON gifts")).containsExactly("gifts");
        assertThat(relations("TRUNCATE gifts, donors")).containsExactly("gifts", "donors");
    }

    @Test
    void created_objects_have_kind_name_and_owner() {
        assertThat(only("CREATE INDEX IF NOT EXISTS i ON app.gifts (a)").creates())
                .containsExactly(new Created(
                        "index", Optional.of(Name.of("app", "i")), Optional.of(Name.of("app", "gifts")), true));
        assertThat(only("ALTER TABLE gifts ADD a int, ADD CONSTRAINT c CHECK (a > 0), DROP b")
                        .creates())
                .containsExactly(part("column", "a", "gifts"), part("constraint", "c", "gifts"));
        assertThat(only("ALTER TYPE status ADD VALUE 'new'").creates())
                .containsExactly(part("enum value", "new", "status"));
        assertThat(only("ALTER TYPE status RENAME VALUE 'a' TO 'b'").creates()).isEmpty();
        assertThat(only("CREATE INDEX ON gifts (a)").creates().get(0).name()).isEmpty();
    }

    @Test
    void all_kinds_of_objects_are_known() {
        String script = """
                CREATE TABLE a (b int); CREATE VIEW c AS SELECT 1; CREATE MATERIALIZED VIEW d AS SELECT 1;
                CREATE SEQUENCE e; CREATE TYPE f AS ENUM (); CREATE TYPE g AS (h int); CREATE DOMAIN i AS int;
                CREATE FUNCTION j() RETURNS int RETURN 1; CREATE PROCEDURE k() LANGUAGE sql AS ''; CREATE SCHEMA l;
                CREATE EXTENSION m; CREATE ROLE n; CREATE TRIGGER o BEFORE INSERT ON a EXECUTE FUNCTION j();
                CREATE POLICY p ON a; CREATE PUBLICATION q; CREATE STATISTICS r ON a, b FROM c;
                """;

        assertThat(Grammar.parse(script).statements())
                .flatExtracting(Statement::creates)
                .extracting(made -> made.kind() + " " + made.name().orElseThrow())
                .containsExactly(
                        "table a",
                        "view c",
                        "materialized view d",
                        "sequence e",
                        "type f",
                        "type g",
                        "domain i",
                        "function j",
                        "procedure k",
                        "schema l",
                        "extension m",
                        "role n",
                        "trigger o",
                        "policy p",
                        "publication q",
                        "statistics r");
    }

    @Test
    void what_runs_text_of_its_own_says_so() {
        assertThat(only("DO $$ BEGIN END $$").opaque()).isTrue();
        assertThat(only("UPDATE gifts SET a = 1").opaque()).isFalse();
    }

    private static Created part(String kind, String name, String of) {
        return new Created(kind, Optional.of(Name.of(name)), Optional.of(Name.of(of)), false);
    }

    private static List<String> relations(String sql) {
        return only(sql).relations().stream().map(Name::toString).toList();
    }

    private static Statement only(String sql) {
        return Grammar.parse(sql).statements().get(0);
    }
}
