package dev.tminus.journal;

import java.time.Duration;

/**
 * Hints that something was written to some run. A hint may be missed, late or false: whoever waits looks at the journal
 * after each wait whatever it returned. Belongs to one thread.
 */
public interface Changes extends AutoCloseable {
    /** Returns true at a hint, false once the time is over. */
    boolean await(Duration time);

    @Override
    void close();
}
