package dev.tminus.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.book.Values;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatementsTest {

    private static final Map<String, Object> STATEMENT = Map.of(
            "statement",
            "alter table gifts add net int",
            "took",
            Duration.ofMillis(12),
            "words",
            List.of("readers of gifts wait 3.2 s", "writers of donors wait 40 ms"));

    private static final Values MIGRATED =
            Values.of("applied", List.of(Map.of("name", "002_more", "statements", List.of(STATEMENT))));

    @Test
    void both_reports_say_of_each_statement_whom_it_kept_waiting() {
        Report report = Samples.migrated(MIGRATED).report();

        assertThat(MarkdownReport.render(report))
                .contains(
                        "## What the statements did",
                        "| 002_more | 1 of 1: alter table gifts add net int | 12 ms | readers of gifts wait 3.2 s; writers of donors wait 40 ms |");
        assertThat(HtmlReport.render(report))
                .contains("What the statements did", "readers of gifts wait 3.2 s; writers of donors wait 40 ms");
    }

    @Test
    void what_the_statements_of_a_sql_step_did_stands_there_too() {
        Map<String, Object> alone = new HashMap<>(STATEMENT);
        alone.put("commits_itself", true);
        Values result = new Values(Map.of("rows", List.of(), "count", 3L, "statements", List.of(STATEMENT, alone)));

        String report = MarkdownReport.render(Samples.migrated(result).report());

        assertThat(report)
                .contains("|  | 1 of 2: alter table gifts add net int | 12 ms | readers of gifts wait 3.2 s; writers ")
                .contains("| 2 of 2: alter table gifts add net int ", "40 ms; it commits by itself, so its rows are")
                .doesNotContain("statement = ");
    }

    @Test
    void a_run_without_migrations_has_no_such_table() {
        assertThat(MarkdownReport.render(Samples.good().report())).doesNotContain("What the statements did");
    }

    @Test
    void they_do_not_stand_among_the_values_of_the_step_as_well() {
        assertThat(Words.value(Statements.without(MIGRATED.map().get("applied"))))
                .isEqualTo("[{name = 002_more}]");
    }
}
