package dev.tminus.app.cli.look;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tminus.app.cli.desk.Json;
import dev.tminus.app.cli.desk.Waits;
import dev.tminus.app.cli.plan.ProvenRows;
import dev.tminus.engine.Engine;
import dev.tminus.run.Asked;
import dev.tminus.run.Checklist;
import dev.tminus.run.PhaseLine;
import dev.tminus.run.RunStatus;
import dev.tminus.run.StepLine;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A run's status for programs: {@code tminus.status/1}. Members may be added, never changed. */
final class StatusJson {

    private final Checklist run;

    private StatusJson(Checklist run) {
        this.run = run;
    }

    static String of(Checklist run, Engine.Standing standing) {
        StatusJson status = new StatusJson(run);
        return Json.object(json -> status.write(json, standing));
    }

    /** The word for where a run stands. */
    static String state(Checklist run) {
        return run.status() == RunStatus.RUNNING && run.parked()
                ? "parked"
                : run.status().name().toLowerCase(Locale.ROOT);
    }

    private void write(JsonGenerator json, Engine.Standing standing) throws IOException {
        json.writeStringField("format", "tminus.status/1");
        json.writeStringField("id", run.run());
        json.writeStringField("runbook", run.runbook());
        json.writeStringField("environment", run.environment());
        json.writeStringField("state", state(run));
        json.writeStringField("plan_digest", standing.state().planDigest());
        json.writeObjectFieldStart("head");
        json.writeNumberField("seq", standing.history().head().seq());
        json.writeStringField("hash", standing.history().head().hash());
        json.writeEndObject();
        json.writeArrayFieldStart("waiting");
        for (Asked asked : run.waiting()) {
            waiting(json, asked);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("phases");
        for (PhaseLine phase : run.phases()) {
            phase(json, phase);
        }
        json.writeEndArray();
        if (run.rollback().isPresent()) {
            json.writeFieldName("rollback");
            phase(json, run.rollback().get());
        } else {
            json.writeNullField("rollback");
        }
        Json.texts(json, "open_effects", run.openEffects());
        ProvenRows.write(json, run.proof());
        json.writeObjectFieldStart("forecast");
        Json.time(json, "ends_at", run.endsAt());
        Json.time(json, "latest_rollback_at", run.latestRollbackAt());
        json.writeEndObject();
    }

    private static void waiting(JsonGenerator json, Asked asked) throws IOException {
        json.writeStartObject();
        json.writeStringField("step", asked.step());
        json.writeStringField("kind", Waits.kind(asked));
        Json.texts(json, "for", asked.roles());
        json.writeStringField("since", asked.since().toString());
        Json.texts(json, "commands", asked.commands());
        json.writeEndObject();
    }

    private void phase(JsonGenerator json, PhaseLine phase) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", phase.id());
        json.writeStringField("name", phase.name());
        json.writeStringField("state", phase.status().word());
        Json.time(json, "at", phase.at());
        steps(json, "steps", phase.steps());
        json.writeEndObject();
    }

    private void steps(JsonGenerator json, String name, List<StepLine> steps) throws IOException {
        json.writeArrayFieldStart(name);
        for (StepLine step : steps) {
            json.writeStartObject();
            json.writeStringField("id", step.key());
            json.writeStringField("name", step.name());
            json.writeStringField("state", step.status().word());
            json.writeNumberField("attempt", step.attempt());
            Json.time(json, "started_at", step.startedAt());
            Json.time(json, "ended_at", step.endedAt());
            Instant now = run.now();
            length(json, "duration_ms", step.duration(now));
            length(json, "expected_ms", step.expected());
            steps(json, "each", step.each());
            steps(json, "steps", step.steps());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void length(JsonGenerator json, String name, Optional<Duration> length) throws IOException {
        if (length.isPresent()) {
            json.writeNumberField(name, length.get().toMillis());
        } else {
            json.writeNullField(name);
        }
    }
}
