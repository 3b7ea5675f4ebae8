package dev.tminus.forecast;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A step out of its statements: their times one after the other, and what each lock is held for.
 *
 * @param took the whole step, which is more than its statements: connecting, committing, records
 */
record Combined(Duration took, List<Measured> measured, List<StatementForecast> forecasts) {

    StepForecast step(StepForecast.Basis basis) {
        Duration statements = measured.stream().map(Measured::took).reduce(Duration.ZERO, Duration::plus);
        Duration beside = took.compareTo(statements) > 0 ? took.minus(statements) : Duration.ZERO;
        Interval time = Interval.sequence(
                        forecasts.stream().map(StatementForecast::time).toList())
                .plus(Interval.around(beside));
        return new StepForecast(
                time,
                basis,
                work(),
                100,
                outages(),
                forecasts.stream().mapToLong(StatementForecast::walBytes).sum(),
                disk(),
                Optional.empty());
    }

    private Work work() {
        return forecasts.stream()
                .max(Comparator.comparing(forecast -> forecast.time().expected()))
                .map(forecast -> forecast.measured().work())
                .orElse(Work.FIXED);
    }

    /** Files of one statement are given back before the next begins, the log of changes is not yet. */
    private long disk() {
        long log = 0;
        long most = 0;
        for (StatementForecast forecast : forecasts) {
            most = Math.max(most, log + forecast.diskBytes());
            log += forecast.walBytes();
        }
        return most;
    }

    private List<Outage> outages() {
        Map<List<Object>, Interval> sums = new LinkedHashMap<>();
        for (int i = 0; i < measured.size(); i++) {
            for (Hold hold : measured.get(i).holds()) {
                sums.merge(List.of(hold.relation(), hold.blocked()), held(i, hold.held()), Interval::plus);
            }
        }
        List<Outage> all = new ArrayList<>();
        sums.forEach((key, time) -> all.add(new Outage((String) key.get(0), (Outage.Blocked) key.get(1), time)));
        return all;
    }

    /**
     * A lock is held while its own statement runs and those after it in the transaction: as many as fit into what was
     * measured. Half a statement counts as one, since the first one may have waited for the lock; the rest is the commit.
     */
    private Interval held(int first, Duration held) {
        Interval sum = Interval.NONE;
        Duration left = held;
        for (int i = first; i < measured.size(); i++) {
            Duration statement = measured.get(i).took();
            if (statement.compareTo(left.multipliedBy(2)) > 0) {
                break;
            }
            sum = sum.plus(forecasts.get(i).time());
            left = statement.compareTo(left) > 0 ? Duration.ZERO : left.minus(statement);
        }
        return sum.plus(Interval.around(left));
    }
}
