package dev.tminus.forecast;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a run was expected to take, fixed at its start so that it can be held against what it took.
 *
 * @param runs the rehearsals it rests on, the latest first
 * @param steps by the keys of the journal
 */
public record Forecast(List<String> runs, Map<String, StepForecast> steps) {

    public static final Forecast NONE = new Forecast(List.of(), Map.of());

    public Forecast {
        runs = List.copyOf(runs);
        steps = java.util.Collections.unmodifiableMap(new TreeMap<>(steps));
    }

    public Optional<StepForecast> find(String step) {
        return Optional.ofNullable(steps.get(step));
    }

    public boolean isNone() {
        return steps.isEmpty();
    }
}
