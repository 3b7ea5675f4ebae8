package dev.tminus.app.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.tminus.forecast.Outage;
import dev.tminus.run.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The report as one JSON object, {@code tminus.report/1}: lengths in milliseconds, times in UTC, nothing cut. */
final class JsonReport {

    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private JsonReport() {}

    static String render(Report report) {
        Fields all = new Fields();
        all.put("format", "tminus.report/1");
        identity(all, report.identity());
        all.put("outcome", report.outcome().word())
                .put("sentence", report.outcome().sentence());
        all.put("seen_at", report.now());
        all.put("total_ms", report.totals().all())
                .put("machine_ms", report.totals().machine());
        all.put("people_ms", report.totals().people())
                .put("downtime_ms", report.totals().downtime());
        all.put("people", report.people().stream().map(JsonReport::voice).toList());
        all.put("parts", report.parts().stream().map(JsonReport::part).toList());
        all.put("forecast", report.forecast().stream().map(JsonReport::forecast).toList());
        all.put("deviations", report.deviations());
        all.put("failures", report.troubles().stream().map(JsonReport::trouble).toList());
        all.put("rollback", retreat(report.retreat()));
        all.put(
                "rollback_proof",
                Optional.of(report.proof()).filter(proof -> !proof.isEmpty()).map(Proven::json));
        all.put(
                "resources",
                report.resources().stream().map(JsonReport::resource).toList());
        all.put("open_effects", report.openEffects());
        all.put("settled_effects", report.settledEffects());
        all.put(
                "rehearsal",
                report.rehearsal()
                        .map(past -> new Fields()
                                .put("run", past.run())
                                .put("state", past.state())
                                .put("ended_at", past.endedAt())
                                .put("runbook_digest", past.runbookDigest())
                                .put("stubbed", past.stubbed())
                                .put("not_run", past.notRun())
                                .map()));
        all.put(
                "covered",
                Covered.of(report)
                        .map(covered -> new Fields()
                                .put("stubbed", covered.stubbed())
                                .put("not_run", covered.notRun())
                                .map()));
        all.put("head", Map.of("seq", report.head().seq(), "hash", report.head().hash()));
        all.put("events", report.lines());
        try {
            return MAPPER.writeValueAsString(all.map()) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("plain values have a JSON form", impossible);
        }
    }

    private static void identity(Fields all, Identity id) {
        all.put("id", id.run()).put("runbook", id.runbook()).put("name", id.name());
        all.put("environment", id.environment()).put("rehearsal", id.rehearsal());
        all.put("plan_digest", id.planDigest()).put("runbook_digest", id.runbookDigest());
        all.put("amendments", id.amendments()).put("program", id.program()).put("starter", id.starter());
        all.put("started_at", id.began()).put("ended_at", id.ended());
        all.put("window", id.window().map(Object::toString));
        all.put("cautions", id.cautions()).put("inputs", texts(id.inputs())).put("vars", texts(id.vars()));
    }

    private static Map<String, Object> texts(Map<String, Object> values) {
        Map<String, Object> texts = new LinkedHashMap<>();
        values.forEach((name, value) -> texts.put(name, Words.value(value)));
        return texts;
    }

    private static Map<String, Object> voice(Voice voice) {
        return new Fields()
                .put("at", voice.at())
                .put("person", voice.person())
                .put("roles", voice.roles())
                .put("via", voice.via())
                .put("kind", voice.kind().name().toLowerCase(Locale.ROOT))
                .put("what", voice.what())
                .put("step", voice.step())
                .put("shown_digest", voice.seen())
                .put("note", voice.note())
                .map();
    }

    private static Map<String, Object> part(Part part) {
        return new Fields()
                .put("kind", part.kind().name().toLowerCase(Locale.ROOT))
                .put("id", part.id())
                .put("name", part.name())
                .put("state", part.word())
                .put("planned_at", part.planned())
                .put("estimate_ms", part.estimate())
                .put("started_at", part.began())
                .put("ended_at", part.ended())
                .put("steps", part.rows().stream().map(JsonReport::row).toList())
                .map();
    }

    private static Map<String, Object> row(Row row) {
        return new Fields()
                .put("key", row.key())
                .put("name", row.name())
                .put("depth", row.depth())
                .put("action", row.action())
                .put("stand_in", row.standIn())
                .put("state", row.status().word())
                .put("tolerated", row.state().tolerated())
                .put("attempts", row.attempts())
                .put("planned_at", row.planned())
                .put("expected_ms", row.expected())
                .put("started_at", row.began())
                .put("ended_at", row.ended())
                .put("actual_ms", row.actual())
                .put("difference_ms", row.difference())
                .put("people_ms", row.waited())
                .put("people", row.people())
                .put("reason", row.reason())
                .map();
    }

    private static Map<String, Object> forecast(Forecasted step) {
        return new Fields()
                .put("key", step.step())
                .put("basis", step.expected().basis().name().toLowerCase(Locale.ROOT))
                .put("calibrated_percent", step.expected().percent())
                .put("low_ms", step.expected().time().low())
                .put("expected_ms", step.expected().time().expected())
                .put("high_ms", step.expected().time().high())
                .put("actual_ms", step.actual())
                .put("pace", step.pace().name().toLowerCase(Locale.ROOT))
                .put("expected_outages", outages(step.expected().outages()))
                .put("outages", outages(step.outages()))
                .put("expected_wal_bytes", step.expected().walBytes())
                .put("wal_bytes", step.walBytes())
                .put("expected_disk_bytes", step.expected().diskBytes())
                .map();
    }

    private static List<Map<String, Object>> outages(List<Outage> outages) {
        return outages.stream()
                .map(outage -> new Fields()
                        .put("relation", outage.relation())
                        .put("blocked", outage.blocked().name().toLowerCase(Locale.ROOT))
                        .put("low_ms", outage.time().low())
                        .put("expected_ms", outage.time().expected())
                        .put("high_ms", outage.time().high())
                        .map())
                .toList();
    }

    private static Map<String, Object> trouble(Trouble trouble) {
        return new Fields()
                .put("at", trouble.at())
                .put("step", trouble.step())
                .put("attempt", trouble.attempt())
                .put("what", trouble.what())
                .put("reason", trouble.reason())
                .put("output", trouble.output().map(output -> output.tail()))
                .put("output_bytes", trouble.output().map(output -> output.size()))
                .put("output_sha256", trouble.output().map(output -> output.sha256()))
                .map();
    }

    private static Map<String, Object> retreat(Retreat retreat) {
        return new Fields()
                .put("used", retreat.isUsed())
                .put(
                        "scenarios",
                        retreat.ways().stream()
                                .map(way -> new Fields()
                                        .put("id", way.id())
                                        .put("name", way.name())
                                        .put("loses", way.loses())
                                        .put("used", way.used())
                                        .map())
                                .toList())
                .put(
                        "course",
                        retreat.course().stream()
                                .map(step -> new Fields()
                                        .put("at", step.at())
                                        .put("what", step.what())
                                        .map())
                                .toList())
                .map();
    }

    private static Map<String, Object> resource(Resource resource) {
        return Map.of("kind", resource.kind(), "name", resource.name(), "step", resource.step());
    }

    /** Members of an object in the order they are put; what is absent is left out. */
    private static final class Fields {
        private final Map<String, Object> map = new LinkedHashMap<>();

        Fields put(String name, Object value) {
            if (value instanceof Optional<?> optional) {
                optional.ifPresent(present -> put(name, present));
            } else if (value instanceof Duration length) {
                map.put(name, length.toMillis());
            } else if (value instanceof Instant at) {
                map.put(name, at.toString());
            } else {
                map.put(name, value instanceof List<?> list ? List.copyOf(list) : value);
            }
            return this;
        }

        Map<String, Object> map() {
            return map;
        }
    }
}
