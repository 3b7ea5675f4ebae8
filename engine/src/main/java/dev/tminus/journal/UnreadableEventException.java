package dev.tminus.journal;

import java.io.Serial;

/** A journaled line that this program cannot read: written by a newer one, or damaged. */
public final class UnreadableEventException extends JournalException {
    @Serial
    private static final long serialVersionUID = 1;

    UnreadableEventException(String place, String why) {
        super("%s cannot be read by this version of Tminus: %s".formatted(place, why));
    }

    UnreadableEventException(String place, RuntimeException cause) {
        super("%s cannot be read: %s".formatted(place, cause.getMessage()), cause);
    }
}
