package dev.tminus.app.docs;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.app.postgres.lint.Rule;
import dev.tminus.app.postgres.lint.Rules;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** docs/lint.md is what the rules say of themselves. {@code -Dtminus.docs=write} writes it anew. */
class LintDocumentTest {

    @Test
    void the_document_says_what_the_rules_say() throws IOException {
        GeneratedParts document = new GeneratedParts("lint.md");

        String wanted = document.with(Map.of("rules", table(), "examples", examples()));

        assertThat(document.text()).isEqualTo(wanted);
    }

    private static String table() {
        String rows = Rules.ALL.stream()
                .map(rule -> "| %s | %s | %s | %s | %s | %s |\n"
                        .formatted(
                                rule.code(),
                                rule.words().title(),
                                rule.words().lock(),
                                rule.words().danger(),
                                rule.words().safer(),
                                rule.words().since()))
                .collect(joining());
        return "| code | found | lock | danger | safer | from |\n| --- | --- | --- | --- | --- | --- |\n" + rows;
    }

    private static String examples() {
        return Rules.ALL.stream().map(LintDocumentTest::example).collect(joining("\n"));
    }

    private static String example(Rule rule) {
        return "### %s %s\n\n```sql\n-- found\n%s\n\n-- not found\n%s\n```\n"
                .formatted(
                        rule.code(),
                        rule.words().title(),
                        rule.example().bad().strip(),
                        rule.example().good().strip());
    }
}
