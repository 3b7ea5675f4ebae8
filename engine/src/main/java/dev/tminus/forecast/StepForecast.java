package dev.tminus.forecast;

import java.util.List;
import java.util.Optional;

/**
 * What a step is expected to take and to cost.
 *
 * @param basis where the expectation comes from
 * @param work what most of its time goes into
 * @param percent by how much earlier runs in this environment made the expectation larger or smaller; 100 for not at all
 * @param outages whom it keeps from which relation
 * @param walBytes what it writes to the log of changes
 * @param diskBytes what it needs at most beside what is there
 */
public record StepForecast(
        Interval time,
        Basis basis,
        Work work,
        int percent,
        List<Outage> outages,
        long walBytes,
        long diskBytes,
        Optional<LockForecast> lock) {

    /** Where an expectation comes from; later ones know more. */
    public enum Basis {
        /** The runbook says so. */
        WRITTEN,
        /** The runbook says how to work it out, from rehearsals or otherwise. */
        WORKED_OUT,
        /** It took so long in rehearsal. */
        REHEARSED,
        /** Its statements took so long in rehearsal, on tables of another size. */
        SCALED
    }

    public StepForecast {
        outages = List.copyOf(outages);
        if (percent < 1) {
            throw new IllegalArgumentException("percent must be at least 1, was " + percent);
        }
        if (walBytes < 0 || diskBytes < 0) {
            throw new IllegalArgumentException(
                    "walBytes and diskBytes must not be negative, were %d, %d".formatted(walBytes, diskBytes));
        }
    }

    /** A step of which only its length is known. */
    public static StepForecast lasting(Interval time, Basis basis) {
        return new StepForecast(time, basis, Work.FIXED, 100, List.of(), 0, 0, Optional.empty());
    }

    /** The same, as earlier runs in this environment went. */
    public StepForecast calibrated(int by) {
        double factor = by / 100.0;
        return new StepForecast(
                time.times(factor),
                basis,
                work,
                by,
                outages.stream()
                        .map(outage -> new Outage(
                                outage.relation(),
                                outage.blocked(),
                                outage.time().times(factor)))
                        .toList(),
                walBytes,
                diskBytes,
                lock);
    }

    /** What was expected before earlier runs had their say. */
    public Interval uncalibrated() {
        return time.times(100.0 / percent);
    }

    public StepForecast with(LockForecast wait) {
        return new StepForecast(time, basis, work, percent, outages, walBytes, diskBytes, Optional.of(wait));
    }
}
