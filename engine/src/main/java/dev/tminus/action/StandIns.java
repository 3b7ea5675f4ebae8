package dev.tminus.action;

import dev.tminus.book.ActionType;

/** Makes the action that stands in for another one in rehearsals: an executable that an environment names. */
@FunctionalInterface
public interface StandIns {

    /** An action of the same type, performed by the executable. */
    StepAction of(ActionType type, String executable);
}
