package dev.tminus.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/**
 * How an engine works on this machine.
 *
 * @param holder who holds leases: host, process and start, so that no two engines share a name
 * @param clock this machine's clock; the journal's offset is added to it
 * @param stateFolder where runs keep private files
 * @param lease how long a run is held without a heartbeat
 * @param batch how many events one commit may hold
 */
public record EngineSettings(
        String holder, InstantSource clock, Path stateFolder, Duration lease, int batch, String program) {

    /** Five seconds between heartbeats, four of which may be missed. */
    public static final Duration LEASE = Duration.ofSeconds(20);

    /** Events in one commit: many enough for parallel steps, few enough that a crash redoes little deciding. */
    public static final int BATCH = 64;

    public EngineSettings {
        if (batch < 1) {
            throw new IllegalArgumentException("batch must be at least 1, was " + batch);
        }
    }
}
