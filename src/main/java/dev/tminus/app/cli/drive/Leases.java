package dev.tminus.app.cli.drive;

import dev.tminus.app.cli.desk.Desk;
import dev.tminus.engine.Drive;
import dev.tminus.journal.LeaseHeldException;
import dev.tminus.run.RunId;
import java.time.Duration;

/** Takes a run over to drive it. */
final class Leases {

    private Leases() {}

    /** The lease of a process of this machine that is gone is waited out; anybody else's is refused. */
    static Drive take(Desk desk, RunId run) throws InterruptedException {
        boolean told = false;
        while (true) {
            try {
                return desk.engine().take(run);
            } catch (LeaseHeldException held) {
                if (!isGone(desk, held.holder())) {
                    throw held;
                }
                if (!told) {
                    desk.say("the process that drove run %s is gone; taking over when its lease ends at %s"
                            .formatted(run, held.until()));
                    told = true;
                }
                Duration left = Duration.between(desk.journal().now(), held.until());
                Thread.sleep(Math.max(50, Math.min(1000, left.toMillis())));
            }
        }
    }

    /** Holders are called HOST/PROCESS/START. */
    private static boolean isGone(Desk desk, String holder) {
        String[] parts = holder.split("/", -1);
        if (parts.length != 3 || !parts[0].equals(desk.backstage.host()) || !parts[1].matches("\\d{1,18}")) {
            return false;
        }
        return ProcessHandle.of(Long.parseLong(parts[1]))
                .filter(ProcessHandle::isAlive)
                .filter(process -> process.info()
                        .startInstant()
                        .map(start -> Long.toString(start.toEpochMilli()).equals(parts[2]))
                        .orElse(true))
                .isEmpty();
    }
}
