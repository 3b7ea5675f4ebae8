package dev.tminus.app.cli.plan;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tminus.app.cli.desk.Json;
import dev.tminus.book.Durations;
import dev.tminus.book.Phase;
import dev.tminus.forecast.Forecast;
import dev.tminus.forecast.ForecastWords;
import dev.tminus.forecast.Interval;
import dev.tminus.forecast.Outage;
import dev.tminus.forecast.StepForecast;
import dev.tminus.run.Checklist;
import dev.tminus.run.Estimates;
import dev.tminus.run.Places;
import dev.tminus.run.StepLine;
import dev.tminus.run.WayBack;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a plan is expected to take and to cost: a line for each step that something is known of, and the sums.
 *
 * @param total of all phases
 * @param ways how long each way back takes
 */
record PlannedForecast(Forecast forecast, List<Row> rows, Interval total, List<WayBack> ways) {

    /** A step in the order of the runbook. */
    record Row(String step, StepForecast expected) {}

    /** Empty where nothing is known but what the runbook says. */
    static Optional<PlannedForecast> of(Preview preview) {
        Forecast forecast = Estimates.fixed(preview.state());
        if (forecast.runs().isEmpty() && forecast.steps().isEmpty()) {
            return Optional.empty();
        }
        Checklist checklist = Checklist.of(preview.plan(), preview.state(), preview.now());
        List<Row> rows = new ArrayList<>();
        checklist
                .lines()
                .map(StepLine::key)
                .forEach(key -> forecast.find(key).ifPresent(expected -> rows.add(new Row(key, expected))));
        Interval total = Interval.sequence(preview.plan().runbook().phases().stream()
                .map(phase -> phase(preview, phase))
                .toList());
        return Optional.of(new PlannedForecast(forecast, rows, total, checklist.waysBack()));
    }

    private static Interval phase(Preview preview, Phase phase) {
        return Estimates.intervals(preview.plan(), preview.state(), Places.of(phase), preview.now());
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(
                forecast.runs().isEmpty()
                        ? "forecast (never rehearsed)"
                        : "forecast (rehearsed in %s)".formatted(String.join(", ", forecast.runs())));
        lines.add(line("step", "expected", "between", "WAL", "disk", "who waits; where it comes from"));
        rows.forEach(row -> lines.add(line(row.step(), row.expected())));
        lines.add(line("all phases", Durations.text(total.expected()), ForecastWords.between(total), "", "", ""));
        ways.stream()
                .filter(way -> !way.time().isNone())
                .map(way -> line(
                        "back: " + way.scenario(),
                        Durations.text(way.estimate()),
                        ForecastWords.between(way.time()),
                        "",
                        "",
                        ""))
                .forEach(lines::add);
        return lines;
    }

    private static String line(String step, StepForecast expected) {
        String waits = ForecastWords.outages(expected.outages());
        return line(
                step,
                Durations.text(expected.time().expected()),
                ForecastWords.between(expected.time()),
                ForecastWords.bytes(expected.walBytes()),
                ForecastWords.bytes(expected.diskBytes()),
                (waits.isEmpty() ? "" : waits + "; ") + ForecastWords.basis(expected));
    }

    private static String line(String step, String expected, String between, String wal, String disk, String rest) {
        return "  %-24s %-9s %-18s %-9s %-9s %s"
                .formatted(step, expected, between, wal, disk, rest)
                .stripTrailing();
    }

    void write(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("forecast");
        Json.texts(json, "rehearsals", forecast.runs());
        interval(json, "total", total);
        json.writeArrayFieldStart("steps");
        for (Row row : rows) {
            json.writeStartObject();
            json.writeStringField("id", row.step());
            step(json, row.expected());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("ways_back");
        for (WayBack way : ways) {
            json.writeStartObject();
            json.writeStringField("id", way.scenario());
            interval(json, "time", way.time());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void step(JsonGenerator json, StepForecast step) throws IOException {
        interval(json, "time", step.time());
        json.writeStringField("basis", step.basis().name().toLowerCase(Locale.ROOT));
        json.writeNumberField("calibrated_percent", step.percent());
        json.writeNumberField("wal_bytes", step.walBytes());
        json.writeNumberField("disk_bytes", step.diskBytes());
        json.writeArrayFieldStart("outages");
        for (Outage outage : step.outages()) {
            json.writeStartObject();
            json.writeStringField("relation", outage.relation());
            json.writeStringField("blocked", outage.blocked().name().toLowerCase(Locale.ROOT));
            interval(json, "time", outage.time());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    static void interval(JsonGenerator json, String name, Interval interval) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("low_ms", interval.low().toMillis());
        json.writeNumberField("expected_ms", interval.expected().toMillis());
        json.writeNumberField("high_ms", interval.high().toMillis());
        json.writeEndObject();
    }
}
