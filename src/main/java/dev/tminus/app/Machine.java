package dev.tminus.app;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;

/** This machine and process, as leases and journals name them. */
final class Machine {

    static final String HOST = host();

    private Machine() {}

    /** Host, process and its start: no two engines share it, and others on the host can see whether it lives. */
    static String holder() {
        ProcessHandle self = ProcessHandle.current();
        long start = self.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        return "%s/%d/%d".formatted(HOST, self.pid(), start);
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName().replace('/', '-');
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }
}
