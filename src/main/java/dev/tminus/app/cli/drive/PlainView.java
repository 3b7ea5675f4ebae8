package dev.tminus.app.cli.drive;

import dev.tminus.app.cli.desk.Terminal;
import dev.tminus.app.cli.desk.Waits;
import dev.tminus.book.Durations;
import dev.tminus.run.Asked;
import dev.tminus.run.Checklist;
import dev.tminus.run.OutputRef;
import dev.tminus.run.PhaseLine;
import dev.tminus.run.PointTried;
import dev.tminus.run.StepLine;
import dev.tminus.run.StepStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One line for each change, and a sign of life each minute. For logs, pipes and screen readers. */
final class PlainView implements RunView {

    private static final Duration HEARTBEAT = Duration.ofSeconds(60);
    private static final String BEGUN = "begun";
    private static final int LAST_LINES = 10;
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final Terminal terminal;
    private final ZoneId zone;
    private final Map<String, String> seen = new HashMap<>();
    private Instant lastLine = Instant.MIN;

    PlainView(Terminal terminal, ZoneId zone) {
        this.terminal = terminal;
        this.zone = zone;
    }

    @Override
    public void remember(Checklist checklist) {
        checklist.phases().stream()
                .filter(phase -> phase.status() != StepStatus.PENDING)
                .forEach(phase -> seen.put("phase " + phase.id(), BEGUN));
        checklist.lines().forEach(step -> seen.put(step.key(), state(step)));
        checklist.proof().points().forEach(point -> seen.put("way back " + point.step(), point.toString()));
    }

    @Override
    public void show(Checklist checklist) {
        for (PhaseLine phase : checklist.phases()) {
            phase(checklist, phase);
        }
        checklist.remedies().forEach(remedy -> phase(checklist, remedy));
        checklist.rollback().ifPresent(back -> phase(checklist, back));
        checklist.waiting().forEach(asked -> waiting(checklist, asked));
        if (checklist.rehearsal()) {
            checklist.proof().points().forEach(point -> proven(checklist, point));
        }
        if (lastLine.plus(HEARTBEAT).isBefore(checklist.now())
                && !checklist.status().isEnd()) {
            line(checklist.now(), "still", standing(checklist));
        }
    }

    private void phase(Checklist checklist, PhaseLine phase) {
        boolean begun = phase.status() != StepStatus.PENDING;
        if (begun && changed("phase " + phase.id(), BEGUN)) {
            line(checklist.now(), "phase", phase.name());
        }
        if (begun) {
            Happened.in(phase, checklist.now()).forEach(news -> step(checklist, news));
        }
    }

    private void step(Checklist checklist, Happened news) {
        StepLine step = news.step();
        boolean worthALine = step.status() != StepStatus.PENDING && step.status() != StepStatus.WAITING;
        if (!worthALine || !changed(step.key(), state(step))) {
            return;
        }
        line(news.at(), step.status().word(), "%s  %s%s".formatted(step.key(), step.name(), more(checklist, step)));
        boolean bad = step.status() == StepStatus.FAILED || step.status() == StepStatus.UNKNOWN;
        if (bad && !step.reason().isEmpty()) {
            step.reason().lines().forEach(line -> terminal.say("           " + safe(line)));
        }
        if (bad) {
            step.output().map(OutputRef::tail).ifPresent(this::lastLines);
        }
    }

    private static String state(StepLine step) {
        return step.status().word() + step.attempt() + step.tolerated();
    }

    private static String more(Checklist checklist, StepLine step) {
        if (step.status() == StepStatus.RUNNING) {
            String expected = step.expected()
                    .filter(length -> !length.isZero())
                    .map(length -> " (about " + Durations.text(length) + ")")
                    .orElse("");
            return (step.attempt() > 1 ? " (attempt " + step.attempt() + ")" : "") + expected;
        }
        if (step.status() == StepStatus.SKIPPED) {
            return step.reason().isEmpty() ? "" : " (" + safe(step.reason()) + ")";
        }
        return step.duration(checklist.now())
                .map(length -> " (" + Durations.text(length) + ")")
                .orElse("");
    }

    private void lastLines(String output) {
        List<String> lines = output.lines().toList();
        lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size())
                .forEach(text -> terminal.say("           | " + safe(text)));
    }

    private void proven(Checklist checklist, PointTried point) {
        if (changed("way back " + point.step(), point.toString())) {
            line(checklist.now(), "way back", point.toString());
        }
    }

    private void waiting(Checklist checklist, Asked asked) {
        if (changed("wait " + asked.step(), asked.kind() + " " + asked.since())) {
            line(checklist.now(), "waits", Waits.sentence(asked));
        }
    }

    private static String standing(Checklist checklist) {
        String running = checklist.running().stream()
                .map(step -> "%s since %s"
                        .formatted(
                                step.key(),
                                step.duration(checklist.now())
                                        .map(Durations::text)
                                        .orElse("now")))
                .collect(Collectors.joining(", "));
        String waiting = checklist.waiting().stream()
                .map(asked -> asked.step() + " waits")
                .collect(Collectors.joining(", "));
        return List.of(running, waiting).stream()
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("; "));
    }

    private boolean changed(String what, String state) {
        return !state.equals(seen.put(what, state));
    }

    private void line(Instant now, String word, String text) {
        lastLine = now;
        terminal.say("%s  %-8s %s"
                .formatted(CLOCK.format(now.truncatedTo(ChronoUnit.SECONDS).atZone(zone)), word, safe(text)));
    }

    private static String safe(String text) {
        return dev.tminus.action.SafeText.line(text);
    }

    @Override
    public void say(String line) {
        terminal.say(line);
    }

    /** Output is kept in the journal; a log of a log helps nobody. */
    @Override
    public void printed(String step, String text) {
        // The last lines are shown where a step fails.
    }

    @Override
    public void close() {
        terminal.err().flush();
    }
}
