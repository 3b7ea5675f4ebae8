package dev.tminus.notice;

import dev.tminus.book.Durations;
import dev.tminus.forecast.ForecastWords;
import dev.tminus.journal.Head;
import dev.tminus.run.Asked;
import dev.tminus.run.Checklist;
import dev.tminus.run.PhaseLine;
import dev.tminus.run.RunEvent;
import dev.tminus.run.RunState;
import dev.tminus.run.StepLine;
import dev.tminus.run.StepStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** How a run stands, in the few lines of its one message. */
final class Standing {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

    private static final String HEAD = "; journal ";

    private Standing() {}

    static String time(Instant instant) {
        return TIME.format(instant);
    }

    static boolean isChangedBy(RunEvent event) {
        return event instanceof RunEvent.RunStarted
                || event instanceof RunEvent.EngineActivated
                || event instanceof RunEvent.PhaseStarted
                || event instanceof RunEvent.PhaseEnded
                || event instanceof RunEvent.RollbackStarted
                || event instanceof RunEvent.RunEnded;
    }

    /** What of a standing tells people something: its last words name the journal's head, which always moves on. */
    static String withoutHead(String text) {
        int head = text.lastIndexOf(HEAD);
        return head < 0 ? text : text.substring(0, head);
    }

    static String title(Checklist run) {
        return "%s in %s (%s)".formatted(run.name(), run.environment(), run.weight());
    }

    static String text(Checklist run, RunState state, Head head) {
        StringJoiner text = new StringJoiner("\n");
        text.add("%s%s".formatted(word(run), where(run)));
        state.end().ifPresent(end -> text.add(took(run, state)));
        for (Asked asked : run.waiting()) {
            if (asked.needsPerson()) {
                text.add("waits for %s at %s since %s".formatted(Told.who(asked), asked.step(), time(asked.since())));
            }
        }
        if (!run.openEffects().isEmpty()) {
            text.add("effects open: " + String.join(", ", run.openEffects()));
        }
        forecast(run, state, text);
        text.add("run %s, started by %s at %s; plan %s%s%s"
                .formatted(
                        run.run(),
                        state.start().starter().person(),
                        time(state.start().at()),
                        state.planDigest()
                                .substring(0, Math.min(12, state.planDigest().length())),
                        HEAD,
                        head));
        return text.toString();
    }

    private static void forecast(Checklist run, RunState state, StringJoiner text) {
        run.endsAt()
                .ifPresent(end -> text.add("should end at %s%s%s"
                        .formatted(
                                time(end),
                                run.endsBy()
                                        .filter(by -> by.isAfter(end))
                                        .map(by -> ", by %s at the latest".formatted(time(by)))
                                        .orElse(""),
                                state.window()
                                        .map(window -> "; the window ends at " + time(window.ends()))
                                        .orElse(""))));
        run.latestRollbackAt().ifPresent(at -> text.add("latest safe moment to start the rollback: " + time(at)));
    }

    private static String word(Checklist run) {
        boolean waits = run.waiting().stream().anyMatch(Asked::needsPerson);
        String word = run.status().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return run.status().isEnd() ? word : waits ? "waiting for people" : word;
    }

    private static String where(Checklist run) {
        List<PhaseLine> phases = run.phases();
        for (int at = 0; at < phases.size(); at++) {
            PhaseLine phase = phases.get(at);
            if (phase.status() == StepStatus.RUNNING && !run.status().isEnd()) {
                long done = phase.steps().stream().filter(StepLine::isSettled).count();
                return "; phase %d of %d: %s (%d of %d steps)"
                        .formatted(
                                at + 1,
                                phases.size(),
                                phase.name(),
                                done,
                                phase.steps().size());
            }
        }
        return run.rollback().map(scenario -> "; scenario: " + scenario.name()).orElse("");
    }

    private static String took(Checklist run, RunState state) {
        Instant end = state.end().orElseThrow().at();
        Duration planned = run.phases().stream().map(PhaseLine::estimate).reduce(Duration.ZERO, Duration::plus);
        String plan = planned.isZero() ? "" : "; the steps were estimated at " + Durations.text(planned);
        String downtime = run.downtime().isZero() ? "" : "; downtime " + Durations.text(run.downtime());
        return "ended at %s after %s%s%s"
                .formatted(
                        time(end), Durations.text(Duration.between(state.start().at(), end)), plan, downtime);
    }

    /** Planned and actual, phase by phase. */
    static String end(Checklist run, RunState state) {
        StringJoiner text = new StringJoiner("\n");
        text.add(word(run) + "; " + took(run, state));
        for (PhaseLine phase : run.phases()) {
            text.add(phase(phase, run.now()));
        }
        if (!run.openEffects().isEmpty()) {
            text.add("effects left open: " + String.join(", ", run.openEffects()));
        }
        state.deviations().forEach(deviation -> text.add("deviation: " + deviation));
        return text.toString();
    }

    static String phase(PhaseLine phase, Instant now) {
        String took = phase.startedAt()
                .map(start -> ", took "
                        + Durations.text(Duration.between(start, phase.endedAt().orElse(now))))
                .orElse("");
        String planned = phase.estimate().isZero() ? "" : ", estimated " + Durations.text(phase.estimate());
        return "%s: %s%s%s".formatted(phase.name(), phase.status().word(), planned, took);
    }

    /** What runs far longer than it should. */
    static String slow(StepLine step, Instant now) {
        return "step %s (%s) has run for %s; %s"
                .formatted(
                        step.key(),
                        step.name(),
                        step.duration(now).map(Durations::text).orElse("a while"),
                        step.between()
                                .map(between -> ForecastWords.pace(step.pace(), between))
                                .orElse("longer than forecast"));
    }
}
