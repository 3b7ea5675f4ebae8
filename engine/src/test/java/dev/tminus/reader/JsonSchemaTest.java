package dev.tminus.reader;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonSchemaTest {
    private final JsonNode schema = schema();

    @Test
    void every_key_has_a_description_for_hover_help() {
        List<String> without = new ArrayList<>();
        for (var context : schema.path("$defs").properties()) {
            for (var key : context.getValue().path("properties").properties()) {
                if (key.getValue().path("description").asText().isBlank()) {
                    without.add(context.getKey() + "." + key.getKey());
                }
            }
        }

        assertThat(without).isEmpty();
    }

    @Test
    void every_reference_leads_to_a_definition() {
        assertThat(schema.findValuesAsText("$ref"))
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                schema.at(reference.substring(1)).isMissingNode())
                        .isFalse());
    }

    @Test
    void steps_know_the_keys_of_extension_actions() {
        JsonNode step = schema.path("$defs").path("step").path("properties");

        assertThat(step.path("pg.migrate").path("properties").has("retry_on_lock_timeout"))
                .isTrue();
        assertThat(step.path("run").path("description").asText()).contains("Example: run: [ls, -l]");
        assertThat(step.has("save_output")).isTrue();
    }

    @Test
    void unknown_keys_are_refused_and_mandatory_ones_required() {
        JsonNode phase = schema.path("$defs").path("phase");

        assertThat(phase.path("additionalProperties").asBoolean(true)).isFalse();
        assertThat(phase.path("required")).extracting(JsonNode::asText).containsExactly("id", "steps");
    }

    private static JsonNode schema() {
        try {
            return new ObjectMapper().readTree(JsonSchema.of(SampleActions.all()));
        } catch (IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        }
    }
}
