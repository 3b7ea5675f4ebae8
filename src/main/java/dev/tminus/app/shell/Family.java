package dev.tminus.app.shell;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The processes of one step: its leader and whatever descends from it. Safe for threads.
 *
 * <p>A descendant is recognised by a known parent, group or session, by the marker in its environment, or because it
 * writes to the step's pipes. The table is looked at again and again while the step runs, so that a child is known
 * before its parent dies. What cleans its environment, begins a session of its own, sends its output elsewhere
 * <em>and</em> loses its parent between two looks escapes: only a subreaper would see it, and a shell cannot become one
 * (it takes {@code prctl}).
 */
final class Family {

    private final ProcessTable.Id leader;
    private final Traces traces;
    private final long born = System.nanoTime();
    private final Set<ProcessTable.Id> known = new LinkedHashSet<>();

    /** Pids already judged; a process never joins later, so each is read once. */
    private final Set<Long> seen = new HashSet<>();

    /**
     * What every process of a step carries unless it takes care not to.
     *
     * @param marker an entry of the environment
     * @param pipes where its output goes
     * @param outside the session and group the leader is born in and leaves at once
     */
    record Traces(String marker, Set<Path> pipes, long outside) {
        Traces {
            pipes = Set.copyOf(pipes);
        }
    }

    Family(ProcessTable.Id leader, Traces traces) {
        this.leader = leader;
        this.traces = traces;
        known.add(leader);
    }

    ProcessTable.Id leader() {
        return leader;
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - born);
    }

    /** Takes in new processes by parent, group and session; cheap, because it reads only what it has not judged. */
    synchronized void look(Collection<Long> pids) {
        seen.retainAll(new HashSet<>(pids));
        List<ProcessTable.Entry> fresh = pids.stream()
                .filter(pid -> !seen.contains(pid))
                .flatMap(pid -> ProcessTable.find(pid).stream())
                .toList();
        takeIn(fresh);
        fresh.forEach(entry -> seen.add(entry.id().pid()));
    }

    /** Takes in everything that can be recognised, marked processes too, and gives those that live. */
    synchronized List<ProcessTable.Id> search() {
        List<ProcessTable.Entry> all = ProcessTable.pids().stream()
                .flatMap(pid -> ProcessTable.find(pid).stream())
                .toList();
        all.stream()
                .filter(entry -> entry.id().start() >= leader.start()
                        && hasTrace(entry.id().pid()))
                .forEach(entry -> known.add(entry.id()));
        takeIn(all);
        return known.stream().filter(ProcessTable::isAlive).toList();
    }

    private boolean hasTrace(long pid) {
        return ProcessTable.hasInEnvironment(pid, traces.marker()) || ProcessTable.writesTo(pid, traces.pipes());
    }

    private void takeIn(List<ProcessTable.Entry> entries) {
        Set<Long> ours = new HashSet<>();
        known.stream()
                .flatMap(id ->
                        ProcessTable.find(id.pid()).filter(entry -> entry.id().equals(id)).stream())
                .forEach(entry -> claim(entry, ours));
        if (ProcessTable.find(leader.pid()).isEmpty()) {
            // Nobody else can have the pid of a session while anything lives in it, even when its leader is gone.
            ours.add(leader.pid());
        }
        boolean grew = true;
        while (grew) {
            grew = false;
            for (ProcessTable.Entry entry : entries) {
                boolean related =
                        ours.contains(entry.parent()) || ours.contains(entry.group()) || ours.contains(entry.session());
                if (related && entry.id().start() >= leader.start() && known.add(entry.id())) {
                    claim(entry, ours);
                    grew = true;
                }
            }
        }
    }

    private void claim(ProcessTable.Entry entry, Set<Long> ours) {
        ours.addAll(List.of(entry.id().pid(), entry.group(), entry.session()));
        ours.remove(traces.outside());
    }
}
