package dev.tminus.app.cli.plan;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tminus.app.cli.desk.Json;
import dev.tminus.book.Problem;
import dev.tminus.book.Values;
import dev.tminus.engine.Probing;
import dev.tminus.engine.Trying;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A plan as programs read it, {@code tminus.planned/1}. */
final class PlannedJson {

    private final Planned planned;

    PlannedJson(Planned planned) {
        this.planned = planned;
    }

    String text() {
        return Json.object(json -> {
            json.writeStringField("format", "tminus.planned/1");
            json.writeStringField("runbook", planned.preview().plan().runbook().id());
            json.writeStringField(
                    "environment", planned.preview().plan().environment().name());
            json.writeBooleanField(
                    "rehearsal", planned.preview().plan().environment().rehearsal());
            json.writeStringField(
                    "runbook_digest", planned.preview().plan().runbook().digest());
            json.writeStringField("plan_digest", planned.preview().plan().digest());
            json.writeObjectFieldStart("inputs");
            for (Map.Entry<String, Object> input :
                    planned.preview().plan().inputs().map().entrySet()) {
                json.writeStringField(input.getKey(), Values.text(input.getValue()));
            }
            json.writeEndObject();
            parts(json, "phases", planned.parts());
            parts(json, "rollbacks", planned.rollbacks());
            json.writeStringField("summary", planned.summary());
            risks(json);
            Optional<PlannedForecast> forecast = PlannedForecast.of(planned.preview());
            if (forecast.isPresent()) {
                forecast.get().write(json);
            }
            ProvenRows.write(json, planned.insights().proof());
            json.writeArrayFieldStart("findings");
            for (Probing.Finding finding : planned.insights().findings()) {
                json.writeStartObject();
                json.writeStringField("step", finding.step());
                json.writeStringField("message", finding.sentence());
                json.writeEndObject();
            }
            json.writeEndArray();
            trials(json);
        });
    }

    private void trials(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("trials");
        for (Trying.Tried tried : planned.insights().trials()) {
            json.writeStartObject();
            json.writeStringField("step", tried.step());
            json.writeStringField("outcome", tried.trial().word());
            json.writeStringField("message", tried.trial().sentence());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void risks(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("risks");
        for (Problem risk : planned.insights().risks()) {
            json.writeStartObject();
            json.writeStringField("file", risk.place().file());
            json.writeNumberField("line", risk.place().line());
            json.writeNumberField("column", risk.place().column());
            json.writeStringField("code", risk.code());
            json.writeStringField("severity", risk.severity().name().toLowerCase(Locale.ROOT));
            json.writeStringField("message", risk.message());
            json.writeStringField("help", risk.help().orElse(""));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void parts(JsonGenerator json, String name, List<Planned.Part> parts) throws IOException {
        json.writeArrayFieldStart(name);
        for (Planned.Part part : parts) {
            json.writeStartObject();
            json.writeStringField("id", part.id());
            json.writeStringField("name", part.name());
            json.writeStringField("when", part.when());
            Json.time(json, "at", part.at());
            json.writeNumberField("expected_ms", part.expected().toMillis());
            steps(json, part.steps());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void steps(JsonGenerator json, List<PlannedStep> steps) throws IOException {
        json.writeArrayFieldStart("steps");
        for (PlannedStep step : steps) {
            json.writeStartObject();
            json.writeStringField("id", step.id());
            json.writeStringField("name", step.name());
            json.writeStringField("action", step.action());
            if (step.standIn().isPresent()) {
                json.writeStringField("stubbed_by", step.standIn().get());
            }
            Json.texts(json, "by", step.by());
            json.writeObjectFieldStart("inputs");
            for (Map.Entry<String, String> input : step.inputs().entrySet()) {
                json.writeStringField(input.getKey(), input.getValue());
            }
            json.writeEndObject();
            json.writeBooleanField("left_out", step.leftOut());
            json.writeBooleanField("approval", step.approved());
            json.writeBooleanField("undo", step.undo());
            if (step.expected().isPresent()) {
                json.writeNumberField("expected_ms", step.expected().get().toMillis());
            } else {
                json.writeNullField("expected_ms");
            }
            steps(json, step.steps());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
