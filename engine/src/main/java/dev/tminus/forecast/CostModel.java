package dev.tminus.forecast;

import java.time.Duration;
import java.util.List;

/**
 * Time as a straight line over the amount of work: {@code T = a + b * amount}.
 *
 * <p>Fitted with least squares to what was measured; with one measurement, or where the line would begin below 0, time is
 * taken to be proportional. Where more work did not take longer, time is taken to be fixed.
 *
 * @param fixed seconds that it takes whatever the amount
 * @param each seconds for one unit of work
 */
record CostModel(double fixed, double each) {

    private static final double NANOS = 1e9;

    /** One measurement. */
    record Point(double amount, Duration took) {}

    CostModel {
        if (fixed < 0 || each < 0) {
            throw new IllegalArgumentException(
                    "fixed and each must not be negative, were %s, %s".formatted(fixed, each));
        }
    }

    static CostModel fit(List<Point> points) {
        if (points.isEmpty()) {
            throw new IllegalArgumentException("a model needs at least one point");
        }
        double meanX = points.stream().mapToDouble(Point::amount).average().orElseThrow();
        double meanY = points.stream().mapToDouble(CostModel::seconds).average().orElseThrow();
        double spread = 0;
        double common = 0;
        for (Point point : points) {
            spread += (point.amount() - meanX) * (point.amount() - meanX);
            common += (point.amount() - meanX) * (seconds(point) - meanY);
        }
        double slope = spread > 0 ? common / spread : 0;
        double start = meanY - slope * meanX;
        if (spread > 0 && slope <= 0) {
            return new CostModel(meanY, 0);
        }
        if (slope > 0 && start >= 0) {
            return new CostModel(start, slope);
        }
        return meanX > 0 ? throughZero(points) : new CostModel(meanY, 0);
    }

    private static CostModel throughZero(List<Point> points) {
        double squares =
                points.stream().mapToDouble(p -> p.amount() * p.amount()).sum();
        double products =
                points.stream().mapToDouble(p -> p.amount() * seconds(p)).sum();
        return new CostModel(0, products / squares);
    }

    private static double seconds(Point point) {
        return point.took().toNanos() / NANOS;
    }

    Duration at(double amount) {
        return Duration.ofNanos(Math.round((fixed + each * amount) * NANOS));
    }
}
