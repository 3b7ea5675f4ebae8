package dev.tminus.notice;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A medium that carries notices: Slack, e-mail, a webhook, a terminal. One at a time is called, by one thread; it may
 * take as long as its own time-outs allow, because no run waits for it. It never throws for what the outside does.
 */
public interface Notifier extends AutoCloseable {

    /** The medium's name in addresses. */
    String medium();

    /** Whether it shows how a run stands. To others only what happens is sent. */
    boolean showsStanding();

    /** The least time between two edits of what it shows of a run's standing. */
    default Duration betweenEdits() {
        return Duration.ZERO;
    }

    /** Whether it can find out if a message arrived whose answer was lost; if so it is told when one may have been. */
    default boolean reconciles() {
        return false;
    }

    /**
     * Whether a sending that is under way waits for the outside, rather than for something of our own to be ready. May be
     * asked from any thread.
     */
    default boolean isAsking() {
        return true;
    }

    /** Makes a sending that is under way end soon; whether it arrived is then unsure. May be called from any thread. */
    default void hangUp() {}

    /** Sends one. */
    Reply send(Letter letter);

    @Override
    default void close() {}

    /**
     * A notice on its way.
     *
     * @param key tells this notice from every other, however often it is sent
     * @param memory what the medium wanted remembered in this lane; empty text at first
     * @param mayHaveArrived whether it was sent before and nobody knows what became of it
     */
    record Letter(Address address, String key, Notice notice, String memory, boolean mayHaveArrived) {}

    /** What became of a letter. */
    sealed interface Reply {

        /** It is there. */
        record Delivered(String memory) implements Reply {
            public Delivered {
                requireNonNull(memory, "memory");
            }
        }

        /**
         * It is not there, or nobody knows; it is sent again.
         *
         * @param after where the medium itself said when; that binds whoever tries next
         * @param why a sentence for people, without secrets
         * @param unsure whether it may have arrived
         */
        record Later(Optional<Duration> after, String why, boolean unsure) implements Reply {}
    }

    /** What a notifier says of a thing it cannot do before somebody sets it up. */
    static Reply notNow(String why) {
        return new Reply.Later(Optional.empty(), why, false);
    }

    /** When something is to be looked at again. */
    record Again(Instant at, boolean isEdit) {}
}
