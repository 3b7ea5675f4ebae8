package dev.tminus.app.aws.cloudwatch;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Which values of which metric are wanted. */
record Asked(
        String namespace,
        String metric,
        Map<String, String> dimensions,
        String statistic,
        Duration period,
        Instant from,
        Instant to) {}
