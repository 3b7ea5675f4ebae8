package dev.tminus.app.postgres.rollback;

import dev.tminus.app.postgres.backup.ScratchDatabase;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The names of the databases that a way back makes, renames, fills and drops, each with the name that the trial uses in its
 * place, so that it touches none but its own. They are the same in each trial of a run: what a process that was killed left
 * behind is dropped by the next one. Used under the lock of its trial.
 */
final class CopyNames {

    private final String copy;
    private final Map<String, String> own = new LinkedHashMap<>();

    CopyNames(String run, String place, String original) {
        this.copy = ScratchDatabase.PREFIX
                + "way_back_"
                + UUID.nameUUIDFromBytes((run + place).getBytes(StandardCharsets.UTF_8))
                        .toString()
                        .replace("-", "");
        own.put(original, copy);
    }

    /** The copy of the original. */
    String copy() {
        return copy;
    }

    /** What the trial calls a database that is to be changed. */
    String instead(String name) {
        return isOwn(name) ? name : own.computeIfAbsent(name, any -> copy + "_" + own.size());
    }

    boolean isOwn(String name) {
        return name.startsWith(copy);
    }

    /** Whether the trial has a database in place of that one. */
    boolean knows(String name) {
        return own.containsKey(name);
    }

    /** A value with the name of the trial's own where it is the name of a database that it knows. */
    Object led(Object value) {
        return value instanceof String name && knows(name) ? instead(name) : value;
    }

    /** A database that a step of the trial made under a name of its own. */
    void made(String name) {
        if (name.startsWith(ScratchDatabase.PREFIX)) {
            own.put(name, name);
        }
    }

    /** Every database of the trial, whether it was made or not. */
    Collection<String> all() {
        return own.values();
    }
}
