package dev.tminus.app.cli.drive;

import dev.tminus.action.SafeText;
import dev.tminus.app.cli.desk.LocalTimes;
import dev.tminus.app.cli.desk.Waits;
import dev.tminus.book.Durations;
import dev.tminus.forecast.ForecastWords;
import dev.tminus.forecast.Interval;
import dev.tminus.forecast.Pace;
import dev.tminus.run.Asked;
import dev.tminus.run.Checklist;
import dev.tminus.run.PhaseLine;
import dev.tminus.run.StepLine;
import dev.tminus.run.WayBack;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The release manager's cockpit as lines of text: where the run is, what runs, what is next, who must act, what happens
 * if nobody does, and what turning back now would mean. Pure; words carry every meaning, colour only repeats it.
 */
final class CockpitScreen {

    private static final int BAR = 16;
    private static final int LABEL = 15;
    /** The prompt of a question, and the line the cursor stands in. */
    private static final int BELOW = 2;

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

    /** How large the terminal is. */
    record Size(int columns, int rows) {}

    /**
     * How much is told where there is little room.
     *
     * @param output lines of each running step
     * @param most lines that one thing may take
     */
    private record Detail(int next, int output, int odd, int most) {
        static final List<Detail> ALL = List.of(new Detail(3, 3, 3, 2), new Detail(2, 2, 1, 2), new Detail(1, 1, 1, 1));
    }

    private final ZoneId zone;
    private final int width;
    private final int height;
    private final boolean colour;
    private Detail detail = Detail.ALL.get(0);

    CockpitScreen(ZoneId zone, Size size, boolean colour) {
        this.zone = zone;
        this.width = Math.max(40, size.columns());
        this.height = Math.max(8, size.rows() - BELOW);
        this.colour = colour;
    }

    /** The block to draw; {@code output} holds the last lines of each running step. Never higher than the terminal. */
    List<String> lines(Checklist checklist, Map<String, List<String>> output) {
        for (Detail wanted : Detail.ALL) {
            detail = wanted;
            List<String> lines = all(checklist, output);
            if (lines.size() <= height) {
                return lines;
            }
        }
        List<String> cut = new ArrayList<>(all(checklist, output).subList(0, height - 1));
        cut.add(cut("                ... make the window higher, or look with: tminus status", 0));
        return cut;
    }

    private List<String> all(Checklist checklist, Map<String, List<String>> output) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(title(checklist));
        lines.add(phases(checklist));
        running(checklist, output, lines);
        pace(checklist, lines);
        next(checklist, lines);
        waiting(checklist, lines);
        labelled(lines, "if nobody acts", checklist.ifNobodyActs());
        back(checklist, lines);
        return lines;
    }

    private String title(Checklist checklist) {
        String where = checklist.weight();
        String rest = " %s  %s  %s  %s  %s"
                .formatted(
                        checklist.environment(),
                        checklist
                                .status()
                                .name()
                                .toLowerCase(java.util.Locale.ROOT)
                                .replace('_', ' '),
                        clock(checklist.now()),
                        checklist.run(),
                        checklist.runbook());
        return paint(where, where.equals("PRODUCTION") ? "1;31" : "1") + cut(rest, where.length());
    }

    private String phases(Checklist checklist) {
        List<String> parts = new ArrayList<>();
        for (PhaseLine phase : checklist.phases()) {
            long all = phase.steps().size();
            long settled = phase.steps().stream().filter(StepLine::isSettled).count();
            parts.add(
                    switch (phase.status()) {
                        case DONE -> "%s done".formatted(phase.id());
                        case SKIPPED -> "%s skipped".formatted(phase.id());
                        case RUNNING -> "[%s %d of %d]".formatted(phase.id(), settled, all);
                        case PENDING, WAITING, FAILED, UNDONE, CLOSED, UNKNOWN -> phase.id();
                    });
        }
        checklist.rollback().ifPresent(scenario -> parts.add("[rollback: %s]".formatted(scenario.id())));
        String downtime = downtime(checklist);
        int done = 0;
        while (done < parts.size() - 1
                && joined(parts, done).length() + downtime.length() > width - 1
                && checklist.phases().get(done).status().isSettled()) {
            done++;
        }
        return cut(joined(parts, done) + downtime, 0);
    }

    /** What is over gives way first where not everything fits. */
    private static String joined(List<String> phases, int done) {
        String rest = String.join(" > ", phases.subList(done, phases.size()));
        return done == 0 ? rest : "%d done > %s".formatted(done, rest);
    }

    private static String downtime(Checklist checklist) {
        return checklist.downtime().isZero() ? "" : "   downtime " + Durations.text(checklist.downtime());
    }

    private void running(Checklist checklist, Map<String, List<String>> output, List<String> lines) {
        for (StepLine step : checklist.running()) {
            Duration elapsed = step.duration(checklist.now()).orElse(Duration.ZERO);
            labelled(lines, "runs", "%s  %s  %s".formatted(step.key(), step.name(), time(elapsed, step.expected())));
            List<String> printed = output.getOrDefault(step.key(), List.of());
            printed.subList(Math.max(0, printed.size() - detail.output()), printed.size())
                    .forEach(line -> lines.add(cut("                | " + SafeText.line(line), 0)));
        }
    }

    /** Steps, under way or done, that go far otherwise than forecast. */
    private void pace(Checklist checklist, List<String> lines) {
        List<StepLine> odd = checklist
                .lines()
                .filter(step -> step.pace() != Pace.AS_EXPECTED)
                .toList();
        odd.subList(Math.max(0, odd.size() - detail.odd()), odd.size())
                .forEach(step -> labelled(
                        lines,
                        "look at",
                        "%s: %s"
                                .formatted(
                                        step.key(),
                                        ForecastWords.pace(
                                                step.pace(), step.between().orElse(Interval.NONE)))));
    }

    private static String time(Duration elapsed, Optional<Duration> expected) {
        if (expected.isEmpty() || expected.get().isZero()) {
            return Durations.text(elapsed);
        }
        double part = (double) elapsed.toMillis() / expected.get().toMillis();
        int filled = (int) Math.round(Math.min(1, part) * BAR);
        String bar = "#".repeat(filled) + ".".repeat(BAR - filled);
        String over = part > 1 ? " (over by " + Durations.text(elapsed.minus(expected.get())) + ")" : "";
        return "%s of about %s [%s]%s".formatted(Durations.text(elapsed), Durations.text(expected.get()), bar, over);
    }

    private void next(Checklist checklist, List<String> lines) {
        List<StepLine> next = checklist.next(detail.next());
        for (int i = 0; i < next.size(); i++) {
            StepLine step = next.get(i);
            String expected = step.expected()
                    .filter(length -> !length.isZero())
                    .map(length -> "  (about " + Durations.text(length) + ")")
                    .orElse("");
            labelled(lines, i == 0 ? "next" : "", "%s  %s%s".formatted(step.key(), step.name(), expected));
        }
    }

    private void waiting(Checklist checklist, List<String> lines) {
        for (Asked asked : checklist.waiting()) {
            String since = Durations.text(Duration.between(asked.since(), checklist.now()));
            labelled(lines, "waits", Waits.sentence(asked) + ", for " + since, detail.most());
            Waits.more(asked.detail()).stream()
                    .limit(3L * detail.next())
                    .forEach(line -> labelled(lines, "", line, detail.most()));
        }
    }

    private void back(Checklist checklist, List<String> lines) {
        boolean first = true;
        for (WayBack way : checklist.waysBack()) {
            String time = way.estimate().isZero() ? "" : "about " + Durations.text(way.estimate()) + "; ";
            String effects = way.undoes().isEmpty() ? "" : "undoes " + String.join(", ", way.undoes()) + "; ";
            labelled(
                    lines,
                    first ? "if you go back" : "",
                    "%s: %s%sloses: %s".formatted(way.scenario(), time, effects, way.loses()),
                    detail.most());
            first = false;
        }
        if (!checklist.proof().isEmpty() && !checklist.waysBack().isEmpty()) {
            labelled(lines, "", checklist.proof().summary(), detail.most());
        }
        checklist
                .latestRollbackAt()
                .ifPresent(at -> labelled(lines, "", "the latest safe moment to start it: " + clock(at)));
    }

    private void labelled(List<String> lines, String label, String text) {
        labelled(lines, label, text, 1);
    }

    /** On as many lines as given at most, so that what matters most is read to its end on a narrow screen too. */
    private void labelled(List<String> lines, String label, String text, int most) {
        String rest = SafeText.line(LocalTimes.within(text));
        String head = label;
        int room = width - 2 - LABEL;
        for (int line = 1; line < most && rest.length() > room; line++) {
            int blank = rest.lastIndexOf(' ', room);
            int end = blank > room / 2 ? blank : room;
            lines.add(paint("%15s".formatted(head), "2") + " " + rest.substring(0, end));
            head = "";
            rest = rest.substring(end).strip();
        }
        lines.add(paint("%15s".formatted(head), "2") + cut(" " + rest, LABEL));
    }

    private String clock(Instant at) {
        String utc = CLOCK.format(at.atZone(ZoneOffset.UTC)) + " UTC";
        return zone.getRules().getOffset(at).equals(ZoneOffset.UTC)
                ? utc
                : utc + " (" + CLOCK.format(at.atZone(zone)) + " here)";
    }

    private String paint(String text, String code) {
        return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    /** A line that fits beside what stands before it already, so that the block keeps its height. */
    private String cut(String text, int before) {
        int room = width - 1 - before;
        return text.length() <= room ? text : text.substring(0, Math.max(0, room - 3)) + "...";
    }
}
