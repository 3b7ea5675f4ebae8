package dev.tminus.app.report;

import dev.tminus.run.RunEvent;
import dev.tminus.run.WaitKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How each step spent its time, by its key: at work, waiting for people, waiting for a time or a lock. */
final class StepTimes {

    private final Map<String, List<Span>> closed = new HashMap<>();
    private final Map<String, Opened> open = new HashMap<>();

    private record Opened(Span.Kind kind, Instant from) {}

    private StepTimes() {}

    /** What is still open is taken to last until now. */
    static Map<String, List<Span>> of(List<RunEvent> events, Instant now) {
        StepTimes times = new StepTimes();
        events.forEach(times::take);
        List.copyOf(times.open.keySet()).forEach(step -> times.close(step, now, Span.End.OPEN));
        return times.closed;
    }

    private void take(RunEvent event) {
        if (event instanceof RunEvent.StepStarted started) {
            begin(started.step(), Span.Kind.WORK, started.at());
        } else if (event instanceof RunEvent.StepWaits waits) {
            begin(waits.step(), kind(waits), waits.at());
        } else if (event instanceof RunEvent.StepFailed failed) {
            close(failed.step(), failed.at(), Span.End.BADLY);
        } else if (event instanceof RunEvent.StepUnknown unknown) {
            close(unknown.step(), unknown.at(), Span.End.BADLY);
        } else if (event instanceof RunEvent.StepSucceeded done) {
            close(done.step(), done.at(), Span.End.WELL);
        } else if (event instanceof RunEvent.StepPerformed done) {
            close(done.step(), done.at(), Span.End.WELL);
        } else if (event instanceof RunEvent.StepSkipped skipped) {
            close(skipped.step(), skipped.at(), Span.End.WELL);
        } else if (event instanceof RunEvent.StepFixed fixed) {
            close(fixed.step(), fixed.at(), Span.End.WELL);
        } else if (event instanceof RunEvent.StepCleared cleared) {
            close(cleared.step(), cleared.at(), Span.End.WELL);
        } else if (event instanceof RunEvent.RetryAsked again) {
            close(again.step(), again.at(), Span.End.WELL);
        } else if (event instanceof RunEvent.StepTolerated tolerated) {
            close(tolerated.step(), tolerated.at(), Span.End.WELL);
        } else if (event instanceof RunEvent.RunEnded ended) {
            List.copyOf(open.keySet()).forEach(step -> close(step, ended.at(), Span.End.WELL));
        }
    }

    private static Span.Kind kind(RunEvent.StepWaits waits) {
        boolean byItself = waits.kind() == WaitKind.LOCK
                || (waits.kind() == WaitKind.TIME && waits.until().isPresent());
        return byItself ? Span.Kind.TIME : Span.Kind.PEOPLE;
    }

    private void begin(String step, Span.Kind kind, Instant at) {
        close(step, at, Span.End.WELL);
        open.put(step, new Opened(kind, at));
    }

    private void close(String step, Instant at, Span.End end) {
        Opened opened = open.remove(step);
        // An approval asked in the same commit as its step leaves a stretch of no length: nothing to tell.
        if (opened != null && at.isAfter(opened.from())) {
            closed.computeIfAbsent(step, key -> new ArrayList<>()).add(new Span(opened.kind(), opened.from(), at, end));
        }
    }
}
