package dev.tminus.app.postgres.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlScannerTest {

    @Test
    void a_text_is_divided_at_its_semicolons() {
        List<SqlStatement> statements = SqlScanner.statements("-- first\nselect 1;\n\n;; select 2 ; /* end */");

        assertThat(statements).extracting(SqlStatement::text).containsExactly("select 1", "select 2");
        assertThat(statements).extracting(SqlStatement::line).containsExactly(2, 4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 'a;b :''x'' c'",
                "select E'it\\'s; :' || 'x'",
                "select \"odd;name :x\"",
                "select $$ ; :'x' $$",
                "select $tag$ ; $$ ; :'x' $tag$",
                "select 1 -- ; :'x'\n",
                "select /* ; /* nested ; */ :'x' */ 1",
                "create rule r as on insert to t do also (select 1; select 2)",
                "create function f() returns int begin atomic select 1; select case when true then 1 end; end",
                "select 1::text, a[1:2], b := 1",
                "select a$b$c, $1"
            })
    void quotes_comments_and_bodies_hold_neither_ends_nor_variables(String text) {
        List<SqlStatement> statements = SqlScanner.statements(text + "; select 2");

        assertThat(statements).hasSize(2);
        assertThat(statements.get(0).variables()).isEmpty();
    }

    @Test
    void variables_are_found_beside_strings() {
        SqlStatement statement = SqlScanner.statements("select ':''no''', :'yes', :\"name\"::text")
                .get(0);

        assertThat(statement.variables()).extracting(Object::toString).containsExactly(":'yes'", ":\"name\"");
    }

    @Test
    void a_value_cannot_leave_its_quotes() {
        SqlStatement statement =
                SqlScanner.statements("select * from :\"t\" where a = :'v'").get(0);

        String sql = statement
                .bind(new SqlParameters(Map.of("v", "'; drop table x; --\\", "t", "a\"; drop table x; --")))
                .sql();

        assertThat(sql).isEqualTo("select * from  \"a\"\"; drop table x; --\" where a =  '''; drop table x; --\\'");
        assertThat(SqlScanner.statements(sql)).hasSize(1);
    }

    @Test
    void a_value_with_a_nul_character_is_refused() {
        SqlStatement statement = SqlScanner.statements("select :'v'").get(0);

        assertThatThrownBy(() -> statement.bind(new SqlParameters(Map.of("v", "a\0b"))))
                .isInstanceOf(SqlMistake.class)
                .hasMessage(
                        "Line 1 of the SQL: the value of :'v' holds a NUL character, which no PostgreSQL text can.");
    }

    @Test
    void a_position_behind_a_value_of_several_lines_leads_back_to_its_own_line() {
        SqlStatement statement =
                SqlScanner.statements("\nselect :'v',\n  nowhere").get(0);
        SqlStatement.Bound bound = statement.bind(new SqlParameters(Map.of("v", "one\ntwo\nthree")));

        assertThat(bound.line(bound.sql().indexOf("nowhere") + 1)).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"select 'open", "select $a$ open", "select 1 /* open", "\\i other.sql"})
    void a_text_that_psql_or_nobody_could_read_is_refused(String text) {
        assertThatThrownBy(() -> SqlScanner.statements(text))
                .isInstanceOf(SqlMistake.class)
                .hasMessageStartingWith("Line 1 of the SQL: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"begin", "COMMIT", "/* x */ end", "rollback", "start transaction", "prepare transaction 'x'"})
    void transaction_statements_are_known(String text) {
        assertThat(SqlScanner.statements(text).get(0).controlsTransaction()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rollback to savepoint a", "savepoint a", "prepare p as select 1", "select 'commit'"})
    void other_statements_are_not_taken_for_them(String text) {
        assertThat(SqlScanner.statements(text).get(0).controlsTransaction()).isFalse();
    }
}
