package dev.tminus.app.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A stretch of time a step spent in one way. */
record Span(Kind kind, Instant from, Instant to, End end) {

    /** What the time was spent on. */
    enum Kind {
        WORK,
        PEOPLE,
        /** For a time, the window or a lock. */
        TIME
    }

    /** How the stretch ended. */
    enum End {
        WELL,
        BADLY,
        OPEN
    }

    Duration length() {
        return Duration.between(from, to);
    }

    /** The time that spans of a kind cover; what overlaps counts once. */
    static Duration covered(List<Span> spans, Kind kind) {
        return union(spans, kind).stream().map(Span::length).reduce(Duration.ZERO, Duration::plus);
    }

    /** Spans of a kind, joined where they touch, in order. */
    static List<Span> union(List<Span> spans, Kind kind) {
        List<Span> joined = new ArrayList<>();
        spans.stream()
                .filter(span -> span.kind() == kind)
                .sorted(Comparator.comparing(Span::from))
                .forEach(span -> {
                    Span last = joined.isEmpty() ? span : joined.get(joined.size() - 1);
                    if (joined.isEmpty() || span.from().isAfter(last.to())) {
                        joined.add(span);
                    } else if (span.to().isAfter(last.to())) {
                        joined.set(joined.size() - 1, new Span(kind, last.from(), span.to(), span.end()));
                    }
                });
        return joined;
    }
}
