package dev.tminus.app.shell;

import java.util.List;
import java.util.Set;

/** What became of an execution whose engine is gone, as far as its folder and the process table tell. */
sealed interface Aftermath {

    /** It ended, with that exit code. */
    record Ended(int exitCode) implements Aftermath {}

    /** It goes on. */
    record Running(Family family) implements Aftermath {}

    /** Its shell is about to record something. */
    record Settling() implements Aftermath {}

    /** It was asked for, and the shell that was asked ended without having begun it. */
    record NeverStarted() implements Aftermath {}

    /** Nothing proves anything. */
    record Unknown(String why) implements Aftermath {}

    static Aftermath of(StepFolder folder) {
        return folder.asked()
                .map(asked -> asked.bootId().equals(ProcessTable.bootId())
                        ? sinceBoot(folder, asked.shell())
                        : beforeBoot(folder))
                .orElseGet(() -> new Unknown("there is no record of it on this machine"));
    }

    private static Aftermath sinceBoot(StepFolder folder, ProcessTable.Id shell) {
        // Asked first: what a living shell has not recorded yet is still to come, what a dead one has not never will.
        boolean shellLives = ProcessTable.isAlive(shell);
        if (folder.ended().isPresent()) {
            return shellLives && !isIdle(folder)
                    ? new Settling()
                    : new Ended(folder.ended().get().exitCode());
        }
        if (folder.started().isEmpty()) {
            return shellLives ? new Settling() : new NeverStarted();
        }
        StepFolder.Started started = folder.started().get();
        Family family = new Family(
                started.leader(), new Family.Traces("TMINUS_STEP=" + started.marker(), Set.of(), shell.pid()));
        if (ProcessTable.isAlive(started.leader())) {
            return new Running(family);
        }
        return shellLives ? new Settling() : unrecorded(started, family.search());
    }

    /** Whether a shell that lives on after the end only reads what a process left behind still writes. */
    private static boolean isIdle(StepFolder folder) {
        return folder.ended().get().at().plusSeconds(2).isBefore(java.time.Instant.now());
    }

    private static Aftermath beforeBoot(StepFolder folder) {
        return folder.ended()
                .<Aftermath>map(ended -> new Ended(ended.exitCode()))
                .orElseGet(() -> new Unknown("the machine was restarted while it ran"));
    }

    private static Unknown unrecorded(StepFolder.Started started, List<ProcessTable.Id> left) {
        String orphans = left.isEmpty()
                ? "nothing it started is left"
                : "still alive: "
                        + String.join(
                                ", ",
                                left.stream()
                                        .map(id -> new Stop.Survivor(id.pid(), ProcessTable.name(id.pid())).toString())
                                        .toList());
        return new Unknown("process %d is gone and so is the shell that would have recorded how it ended; %s"
                .formatted(started.leader().pid(), orphans));
    }
}
