package dev.tminus.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class JsonReportTest {

    @Test
    void a_program_finds_states_and_milliseconds() throws Exception {
        JsonNode report =
                new ObjectMapper().readTree(JsonReport.render(Samples.good().report()));

        JsonNode apply = report.at("/parts/1/steps/1");
        assertThat(report.path("format").asText()).isEqualTo("tminus.report/1");
        assertThat(apply.path("key").asText()).isEqualTo("apply");
        assertThat(apply.path("actual_ms").asLong()).isEqualTo(150_000);
        assertThat(apply.path("difference_ms").asLong()).isEqualTo(-30_000);
    }

    @Test
    void what_the_rehearsal_before_it_did_not_show_is_there() throws Exception {
        JsonNode report =
                new ObjectMapper().readTree(JsonReport.render(Samples.good().report()));

        assertThat(report.at("/rehearsal/stubbed/0").asText()).isEqualTo("stop");
        assertThat(report.at("/rehearsal/not_run")).hasSize(2);
        assertThat(report.has("covered")).isFalse();
    }

    @Test
    void a_rehearsal_tells_what_it_does_not_show() throws Exception {
        JsonNode report = new ObjectMapper()
                .readTree(JsonReport.render(Samples.rolledBack("boom").report()));

        assertThat(report.at("/covered/stubbed")).extracting(JsonNode::asText).containsExactly("dump", "stop", "apply");
        assertThat(report.at("/covered/not_run")).extracting(JsonNode::asText).containsExactly("smoke");
    }

    @Test
    void the_journaled_lines_are_there_as_they_were_hashed() throws Exception {
        ReportedRun run = Samples.good();

        JsonNode report = new ObjectMapper().readTree(JsonReport.render(run.report()));

        assertThat(report.at("/events/0").asText())
                .isEqualTo(run.history().lines().get(0));
        assertThat(report.at("/head/hash").asText())
                .isEqualTo(run.history().head().hash());
    }
}
