package dev.tminus.app.postgres.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.app.postgres.grammar.Grammar;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RulesTest {

    static Stream<Rule> rules() {
        return Rules.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void a_rule_finds_its_bad_example_and_not_the_safer_form(Rule rule) {
        assertThat(Grammar.parse(rule.example().good()).statements()).isNotEmpty();

        assertThat(codes(rule.example().bad())).contains(rule.code());
        assertThat(codes(rule.example().good())).doesNotContain(rule.code());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void a_rule_finds_nothing_in_tables_that_the_script_made_itself(Rule rule) {
        List<String> aboutTables = List.of(
                "TM601", "TM605", "TM610", "TM611", "TM613", "TM614", "TM615", "TM620", "TM621", "TM624", "TM630",
                "TM660");
        String made = "CREATE TABLE gifts (id int, amount numeric, at date, net numeric, code text, donor_id int);\n"
                + "CREATE TABLE donors (id int);\nCREATE TABLE tributes (\"honoreeName\" text);\n";

        if (aboutTables.contains(rule.code())) {
            assertThat(codes(made + rule.example().bad())).doesNotContain(rule.code());
        }
    }

    @Test
    void no_two_rules_share_a_code() {
        assertThat(Rules.ALL).extracting(Rule::code).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(35);
    }

    private static List<String> codes(String sql) {
        return new Linter(Facts.NONE)
                .check(sql, Conditions.UNKNOWN).stream().map(Finding::code).toList();
    }
}
