package dev.tminus.forecast;

import java.time.Duration;

/** A lock that kept others from a relation, from its grant to the end of its transaction. */
record Hold(String relation, Outage.Blocked blocked, Duration held) {}
