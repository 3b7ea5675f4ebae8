package dev.tminus.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tminus.book.Plan;
import dev.tminus.book.Runbook;
import dev.tminus.book.Values;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanTextTest {

    private static final String RUNBOOK = """
            runbook: v1
            id: small
            name: Small
            owner: team
            inputs:
              tables: { type: list, default: [gifts] }
              patience: { type: duration, default: 1h2m3s }
            environments:
              staging: { rehearsal: true }
            phases:
              - id: only
                name: Only
                steps:
                  - id: ready
                    name: Ready
                    check: inputs.tables.size() == 2
            """;

    private final RunbookReader reader = new RunbookReader(List.of());

    private Runbook runbook() {
        Reading reading = reader.read("small.runbook.yaml", RUNBOOK, path -> Optional.empty());
        return reading.runbook().orElseThrow(() -> new AssertionError(reading.report()));
    }

    private static Values inputs() {
        return new Values(
                Map.of("tables", List.of("gifts", "donors"), "patience", java.time.Duration.ofMillis(3_723_004)));
    }

    @Test
    void a_stored_plan_reads_back_as_the_same_plan() {
        Plan plan = PlanText.bind(runbook(), "staging", inputs());

        Plan again = new PlanText(reader).read(plan.text());

        assertThat(again.digest()).isEqualTo(plan.digest());
        assertThat(again.text()).isEqualTo(plan.text());
        assertThat(again.inputs()).isEqualTo(plan.inputs());
    }

    @Test
    void other_inputs_make_another_plan() {
        Plan plan = PlanText.bind(runbook(), "staging", inputs());

        Plan other = PlanText.bind(runbook(), "staging", Values.NONE);

        assertThat(other.digest()).isNotEqualTo(plan.digest());
    }

    @Test
    void an_environment_the_runbook_lacks_is_refused_with_those_it_has() {
        assertThatThrownBy(() -> PlanText.bind(runbook(), "moon", Values.NONE))
                .hasMessage("runbook small has no environment 'moon'; it has: staging");
    }

    @Test
    void a_plan_of_a_newer_format_says_what_to_do() {
        assertThatThrownBy(() -> new PlanText(reader).read("{\"format\":\"tminus.plan/9\"}"))
                .hasMessageContaining("tminus.plan/9")
                .hasMessageContaining("use a newer one");
    }
}
