package dev.tminus.app.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tminus.action.SafeText;
import dev.tminus.book.Durations;
import dev.tminus.book.Phase;
import dev.tminus.book.Problem;
import dev.tminus.book.Values;
import dev.tminus.engine.Probing;
import dev.tminus.run.PhaseTimes;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A plan, written for people or for programs ({@code tminus.planned/1}). */
record Planned(
        Preview preview, List<Part> parts, List<Part> rollbacks, List<Probing.Finding> findings, List<Problem> risks) {

    private static final int WIDTH = 110;

    /** A phase or a scenario. */
    record Part(String id, String name, String when, Optional<Instant> at, List<PlannedStep> steps) {
        Duration expected() {
            return steps.stream()
                    .flatMap(PlannedStep::done)
                    .flatMap(step -> step.expected().stream())
                    .reduce(Duration.ZERO, Duration::plus);
        }
    }

    static Planned of(Preview preview, List<Probing.Finding> findings, List<Problem> risks) {
        List<Part> parts = preview.plan().runbook().phases().stream()
                .map(phase -> part(preview, phase))
                .toList();
        List<Part> rollbacks = preview.plan().runbook().rollbacks().values().stream()
                .map(scenario -> new Part(
                        scenario.id(),
                        scenario.name(),
                        "loses: " + preview.text(scenario.loses()),
                        Optional.empty(),
                        PlannedStep.all(preview, scenario.steps(), "")))
                .toList();
        return new Planned(preview, parts, rollbacks, findings, risks);
    }

    private static Part part(Preview preview, Phase phase) {
        return new Part(
                phase.id(),
                phase.name(),
                phase.start().toString(),
                PhaseTimes.planned(preview.state(), phase),
                PlannedStep.all(preview, phase.steps(), ""));
    }

    long steps() {
        return parts.stream()
                .flatMap(part -> part.steps().stream())
                .flatMap(PlannedStep::done)
                .count();
    }

    private long count(java.util.function.Predicate<PlannedStep> which) {
        return parts.stream()
                .flatMap(part -> part.steps().stream())
                .flatMap(PlannedStep::done)
                .filter(step -> step.steps().isEmpty())
                .filter(which)
                .count();
    }

    private Duration expected() {
        return parts.stream().map(Part::expected).reduce(Duration.ZERO, Duration::plus);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        line(
                text,
                "plan of %s in %s%s"
                        .formatted(
                                preview.plan().runbook().id(),
                                preview.plan().environment().name(),
                                preview.plan().environment().rehearsal() ? " (rehearsal)" : ""));
        line(text, "runbook digest  " + preview.plan().runbook().digest());
        line(text, "plan digest     " + preview.plan().digest());
        preview.plan()
                .inputs()
                .map()
                .forEach((name, value) -> line(text, "input           %s = %s".formatted(name, Values.text(value))));
        parts.forEach(part -> part(text, part, ""));
        rollbacks.forEach(part -> part(text, part, "rollback "));
        line(text, "");
        line(text, summary());
        risks.forEach(risk -> line(text, "risk: " + sentence(risk)));
        PlannedForecast.of(preview).ifPresent(forecast -> {
            line(text, "");
            forecast.lines().forEach(part -> line(text, part));
        });
        findings.forEach(finding -> line(text, "missing: %s: %s".formatted(finding.step(), finding.sentence())));
        return text.toString();
    }

    /** One sentence with the numbers. */
    String summary() {
        long stubbed = count(step -> step.standIn().isPresent());
        return "%d steps%s: %d automatic, %d for people, %d with an approval; about %s"
                .formatted(
                        count(step -> true),
                        stubbed == 0 ? "" : " (%d stubbed)".formatted(stubbed),
                        count(step -> !step.isPeoples()),
                        count(PlannedStep::isPeoples),
                        count(PlannedStep::approved),
                        Durations.text(expected()));
    }

    private static void part(StringBuilder text, Part part, String prefix) {
        line(text, "");
        line(
                text,
                "%s%s%s%s%s"
                        .formatted(
                                prefix,
                                part.name(),
                                part.when().isEmpty() ? "" : "  " + part.when(),
                                part.at().map(at -> "  " + at).orElse(""),
                                part.expected().isZero() ? "" : "  (about " + Durations.text(part.expected()) + ")"));
        part.steps().forEach(step -> step(text, step, 1));
    }

    private static void step(StringBuilder text, PlannedStep step, int depth) {
        String marks = (step.leftOut() ? "  [left out here]" : "")
                + (step.approved() ? "  [approval]" : "")
                + (step.undo() ? "  [undo]" : "")
                + step.standIn()
                        .map(executable -> "  [stubbed by " + executable + "]")
                        .orElse("")
                + step.expected()
                        .map(length -> "  (about " + Durations.text(length) + ")")
                        .orElse("");
        line(text, "  ".repeat(depth) + "%-22s %s%s".formatted(step.id(), step.name(), marks));
        if (!step.inputs().isEmpty() && !step.leftOut()) {
            String inputs = step.inputs().entrySet().stream()
                    .map(input -> input.getKey() + ": " + input.getValue())
                    .collect(Collectors.joining("; "));
            line(text, "  ".repeat(depth + 1) + shortened(step.action() + "  " + inputs));
        }
        if (!step.leftOut()) {
            step.steps().forEach(inner -> step(text, inner, depth + 1));
        }
    }

    private static String shortened(String line) {
        String one = line.replaceAll("\\s*\\n\\s*", " ");
        return one.length() <= WIDTH
                ? one
                : one.substring(0, one.offsetByCodePoints(0, Math.min(WIDTH - 3, one.codePointCount(0, one.length()))))
                        + "...";
    }

    private static void line(StringBuilder text, String line) {
        text.append(SafeText.line(line)).append('\n');
    }

    String json() {
        return Json.object(json -> {
            json.writeStringField("format", "tminus.planned/1");
            json.writeStringField("runbook", preview.plan().runbook().id());
            json.writeStringField("environment", preview.plan().environment().name());
            json.writeBooleanField("rehearsal", preview.plan().environment().rehearsal());
            json.writeStringField("runbook_digest", preview.plan().runbook().digest());
            json.writeStringField("plan_digest", preview.plan().digest());
            json.writeObjectFieldStart("inputs");
            for (Map.Entry<String, Object> input : preview.plan().inputs().map().entrySet()) {
                json.writeStringField(input.getKey(), Values.text(input.getValue()));
            }
            json.writeEndObject();
            parts(json, "phases", parts);
            parts(json, "rollbacks", rollbacks);
            json.writeStringField("summary", summary());
            risks(json);
            Optional<PlannedForecast> forecast = PlannedForecast.of(preview);
            if (forecast.isPresent()) {
                forecast.get().write(json);
            }
            json.writeArrayFieldStart("findings");
            for (Probing.Finding finding : findings) {
                json.writeStartObject();
                json.writeStringField("step", finding.step());
                json.writeStringField("message", finding.sentence());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    /** A risk in one line, with what to write instead. */
    static String sentence(Problem risk) {
        return "%s:%d:%d: %s[%s]: %s%s"
                .formatted(
                        risk.place().file(),
                        risk.place().line(),
                        risk.place().column(),
                        risk.severity().name().toLowerCase(Locale.ROOT),
                        risk.code(),
                        risk.message(),
                        risk.help().map(help -> "; safer: " + help).orElse(""));
    }

    private void risks(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("risks");
        for (Problem risk : risks) {
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

    private static void parts(JsonGenerator json, String name, List<Part> parts) throws IOException {
        json.writeArrayFieldStart(name);
        for (Part part : parts) {
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
