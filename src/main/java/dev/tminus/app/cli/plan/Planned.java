package dev.tminus.app.cli.plan;

import dev.tminus.action.SafeText;
import dev.tminus.book.Durations;
import dev.tminus.book.Phase;
import dev.tminus.book.Problem;
import dev.tminus.book.Values;
import dev.tminus.run.PhaseTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A plan, written for people or for programs ({@code tminus.planned/1}). */
record Planned(Preview preview, List<Part> parts, List<Part> rollbacks, Insights insights) {

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

    static Planned of(Preview preview) {
        return of(preview, Insights.NONE);
    }

    static Planned of(Preview preview, Insights insights) {
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
        return new Planned(preview, parts, rollbacks, insights);
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
        insights.risks().forEach(risk -> line(text, "risk: " + sentence(risk)));
        PlannedForecast.of(preview).ifPresent(forecast -> {
            line(text, "");
            forecast.lines().forEach(part -> line(text, part));
        });
        ProvenRows.lines(insights.proof()).forEach(part -> line(text, part));
        insights.findings()
                .forEach(finding -> line(text, "missing: %s: %s".formatted(finding.step(), finding.sentence())));
        insights.trials().forEach(tried -> line(text, Insights.line(tried)));
        return text.toString();
    }

    /** One sentence with the numbers. */
    String summary() {
        long stubbed = count(step -> step.standIn().isPresent());
        return "%d steps%s: %d automatic, %d for people, %d with an approval; %s"
                .formatted(
                        count(step -> true),
                        stubbed == 0 ? "" : " (%d stubbed)".formatted(stubbed),
                        count(step -> !step.isPeoples()),
                        count(PlannedStep::isPeoples),
                        count(PlannedStep::approved),
                        expected().isZero() ? "no estimates yet" : "about " + Durations.text(expected()));
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
        return new PlannedJson(this).text();
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
}
