package dev.tminus.app.aws.cloudwatch;

import java.time.Instant;

/** One value of a metric, and the beginning of what it covers. */
record Reading(Instant at, double value) {}
