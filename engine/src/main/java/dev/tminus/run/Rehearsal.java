package dev.tminus.run;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The rehearsal a run builds on: its end state, end and the durations of its steps.
 *
 * @param stubbed steps in which something stood in for the action
 * @param notRun steps that did not run there, for their conditions or for people
 * @param tried its ways back, where it tried them and its text is this run's
 */
public record Rehearsal(
        String run,
        String state,
        Instant endedAt,
        String runbookDigest,
        Map<String, Duration> durations,
        List<String> stubbed,
        List<String> notRun,
        List<PointTried> tried) {}
