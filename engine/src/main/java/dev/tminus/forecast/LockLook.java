package dev.tminus.forecast;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What sessions were seen to hold on the relations a step wants to lock.
 *
 * @param looks how many times somebody looked
 * @param free how many times nobody was seen who had been at it for longer than one attempt waits
 * @param timeout how long one attempt waits
 * @param pause the time between two attempts
 */
public record LockLook(int looks, int free, Duration timeout, Duration pause) {

    public LockLook {
        if (looks < 1 || free < 0 || free > looks) {
            throw new IllegalArgumentException(
                    "free must be 0 to looks, of which there is one at least; were %d of %d".formatted(free, looks));
        }
    }

    /** A few looks without a holder show no reason to expect one. */
    LockForecast forecast(Duration hold) {
        double share = free == looks ? 1 : LockForecast.share(free, looks);
        return LockForecast.of(share, timeout, pause, hold);
    }

    Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("looks", (long) looks);
        values.put("free", (long) free);
        values.put("timeout", timeout);
        values.put("pause", pause);
        return values;
    }

    static Optional<LockLook> of(Fields fields) {
        int looks = (int) fields.number("looks");
        return looks < 1
                ? Optional.empty()
                : Optional.of(new LockLook(
                        looks,
                        (int) Math.min(looks, fields.number("free")),
                        fields.length("timeout"),
                        fields.length("pause")));
    }
}
