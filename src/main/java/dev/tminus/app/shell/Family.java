package dev.tminus.app.shell;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The processes of one step: its leader and whatever descends from it. Safe for threads.
 *
 * <p>A descendant is recognised by a known parent, group or session, or by the marker in its environment. The table is
 * looked at again and again while the step runs, so that a child that cleaned its environment <em>and</em> began a
 * session of its own is known before its parent dies. A child that does both and loses its parent between two looks
 * escapes: only a subreaper would see it, and a shell cannot become one (it takes {@code prctl}).
 */
final class Family {

    private final ProcessTable.Id leader;
    private final String marker;
    private final long outside;
    private final Set<ProcessTable.Id> known = new LinkedHashSet<>();

    /** Pids already judged; a process never joins later, so each is read once. */
    private final Set<Long> seen = new HashSet<>();

    /**
     * @param marker the entry in the environment of every process of the step
     * @param outside the session and group the leader is born in, which it leaves at once; 0 when it has left
     */
    Family(ProcessTable.Id leader, String marker, long outside) {
        this.leader = leader;
        this.marker = marker;
        this.outside = outside;
        known.add(leader);
    }

    ProcessTable.Id leader() {
        return leader;
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
                .filter(entry -> ProcessTable.hasInEnvironment(entry.id().pid(), marker))
                .forEach(entry -> known.add(entry.id()));
        takeIn(all);
        return known.stream().filter(ProcessTable::isAlive).toList();
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
        ours.remove(outside);
    }
}
