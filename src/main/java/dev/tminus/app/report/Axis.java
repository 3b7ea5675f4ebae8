package dev.tminus.app.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Time as a horizontal axis. A stretch in which nothing was at work may last days beside steps of seconds, so long ones
 * are drawn short, and say how long they are.
 */
record Axis(List<Stretch> stretches) {

    /** A part of the axis with one scale. */
    record Stretch(Instant from, Instant to, double x, double width, boolean shortened) {
        Duration length() {
            return Duration.between(from, to);
        }
    }

    private record Piece(Instant from, Instant to, boolean work) {
        double millis() {
            return Math.max(1, Duration.between(from, to).toMillis());
        }
    }

    Axis {
        stretches = List.copyOf(stretches);
    }

    static Axis of(Instant from, Instant to, List<Span> spans, double width) {
        List<Piece> pieces = pieces(from, to, Span.union(spans, Span.Kind.WORK));
        double work =
                pieces.stream().filter(Piece::work).mapToDouble(Piece::millis).sum();
        long gaps = pieces.stream().filter(piece -> !piece.work()).count();
        // All gaps together take no more room than all the work.
        double longest = work == 0 || gaps == 0 ? Double.MAX_VALUE : work / gaps;
        double all = pieces.stream().mapToDouble(piece -> drawn(piece, longest)).sum();
        List<Stretch> stretches = new ArrayList<>();
        double x = 0;
        for (Piece piece : pieces) {
            double share = drawn(piece, longest) / all * width;
            boolean shortened = !piece.work() && piece.millis() > longest;
            stretches.add(new Stretch(piece.from(), piece.to(), x, share, shortened));
            x += share;
        }
        return new Axis(stretches);
    }

    private static double drawn(Piece piece, double longest) {
        return piece.work() ? piece.millis() : Math.min(piece.millis(), longest);
    }

    private static List<Piece> pieces(Instant from, Instant to, List<Span> work) {
        List<Piece> pieces = new ArrayList<>();
        Instant at = from;
        for (Span span : work) {
            if (span.from().isAfter(at)) {
                pieces.add(new Piece(at, span.from(), false));
            }
            pieces.add(new Piece(span.from().isAfter(at) ? span.from() : at, span.to(), true));
            at = span.to();
        }
        if (to.isAfter(at) || pieces.isEmpty()) {
            pieces.add(new Piece(at, to.isAfter(at) ? to : at.plusMillis(1), false));
        }
        return pieces;
    }

    Instant from() {
        return stretches.get(0).from();
    }

    Instant to() {
        return stretches.get(stretches.size() - 1).to();
    }

    boolean covers(Instant at) {
        return !at.isBefore(from()) && !at.isAfter(to());
    }

    /** The place of an instant; the edge for one outside. */
    double x(Instant at) {
        for (Stretch stretch : stretches) {
            if (!at.isAfter(stretch.to())) {
                double share = Duration.between(stretch.from(), at).toMillis()
                        / (double) Math.max(1, stretch.length().toMillis());
                return stretch.x() + Math.max(0, share) * stretch.width();
            }
        }
        Stretch last = stretches.get(stretches.size() - 1);
        return last.x() + last.width();
    }

    /** The instant at a place. */
    Instant at(double x) {
        for (Stretch stretch : stretches) {
            if (x <= stretch.x() + stretch.width()) {
                double share = stretch.width() == 0 ? 0 : (x - stretch.x()) / stretch.width();
                return stretch.from()
                        .plusMillis(Math.round(share * stretch.length().toMillis()));
            }
        }
        return to();
    }
}
