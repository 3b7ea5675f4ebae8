package dev.tminus.app;

import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is set. Safe for threads. */
final class SettableTime implements InstantSource {

    private volatile Instant now = Instant.EPOCH;

    @Override
    public Instant instant() {
        return now;
    }

    void set(Instant next) {
        now = next;
    }
}
