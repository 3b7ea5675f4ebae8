package dev.tminus.journal;

import dev.tminus.run.RunId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Notices kept in this process. Every method holds its monitor. */
final class MemoryOutbox implements Outbox {
    private final Map<Long, Pending> waiting = new TreeMap<>();
    private final Set<String> keys = new HashSet<>();
    private long last;

    synchronized void add(RunId run, Append.Notice notice) {
        if (keys.add(notice.key())) {
            last++;
            waiting.put(last, new Pending(last, run, notice));
        }
    }

    @Override
    public synchronized List<Pending> pending(int limit) {
        return waiting.values().stream().limit(limit).toList();
    }

    @Override
    public synchronized void markDelivered(long id) {
        waiting.remove(id);
    }
}
