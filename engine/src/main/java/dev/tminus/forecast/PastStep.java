package dev.tminus.forecast;

import dev.tminus.book.Values;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a step took in an earlier run, with the footprints of its statements where they were taken. */
public record PastStep(Duration took, Values result) {

    /** Whether its statements and their tables are known, so that it can be scaled to other tables. */
    public boolean hasFootprints() {
        return statements().stream().anyMatch(statement -> statement.work() != Work.FIXED);
    }

    List<Measured> statements() {
        return Footprints.of(result);
    }

    /** The tables and other relations its statements had to do with. */
    public static Set<String> relations(Values result) {
        return Footprints.relations(result);
    }

    /** Whom it kept out, as measured. */
    public List<Outage> outages() {
        Map<List<Object>, Duration> sums = new LinkedHashMap<>();
        for (Measured statement : statements()) {
            statement
                    .holds()
                    .forEach(hold -> sums.merge(List.of(hold.relation(), hold.blocked()), hold.held(), Duration::plus));
        }
        List<Outage> all = new ArrayList<>();
        sums.forEach((key, held) ->
                all.add(new Outage((String) key.get(0), (Outage.Blocked) key.get(1), new Interval(held, held, held))));
        return all;
    }

    public long walBytes() {
        return statements().stream().mapToLong(Measured::walBytes).sum();
    }

    /**
     * What the step will take on other tables.
     *
     * @param past the same step in several runs, the latest first
     * @param production the tables it will run on
     */
    public static StepForecast forecast(List<PastStep> past, Tables production) {
        PastStep latest = past.get(0);
        List<Measured> statements = latest.statements();
        if (!latest.hasFootprints()) {
            return StepForecast.lasting(Interval.around(latest.took()), StepForecast.Basis.REHEARSED);
        }
        List<Map<String, Measured>> earlier =
                past.stream().map(PastStep::byStatement).toList();
        List<StatementForecast> forecasts = latest.byStatement().keySet().stream()
                .map(key -> StatementForecast.of(
                        earlier.stream()
                                .flatMap(run -> Optional.ofNullable(run.get(key)).stream())
                                .toList(),
                        production))
                .toList();
        StepForecast.Basis basis =
                production.sizes().isEmpty() ? StepForecast.Basis.REHEARSED : StepForecast.Basis.SCALED;
        return new Combined(latest.took(), statements, forecasts).step(basis);
    }

    /** A statement that occurs twice is told apart by its turn. */
    private Map<String, Measured> byStatement() {
        Map<String, Integer> turns = new HashMap<>();
        Map<String, Measured> all = new LinkedHashMap<>();
        for (Measured statement : statements()) {
            int turn = turns.merge(statement.statement(), 1, Integer::sum);
            all.put(turn + " " + statement.statement(), statement);
        }
        return all;
    }
}
