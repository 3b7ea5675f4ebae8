package dev.tminus.book;

/** Where an option of a {@code decide}, a {@code then} or an {@code on_failure} leads. */
public sealed interface Choice {

    /** Go on with the next step. */
    record Continue() implements Choice {}

    /** Wait until the run is rescheduled. */
    record Park() implements Choice {}

    /** End the scenario and go on with the run after the step that failed. */
    record Resume() implements Choice {}

    /** End the scope (a phase, a scenario, a group, an iteration) here. */
    record End() implements Choice {}

    /** Go on at a later step of the same scope or an enclosing one. */
    record Jump(String step) implements Choice {}

    /** Start a rollback scenario. */
    record RollBack(String scenario) implements Choice {}

    /** Stop at a person. */
    record StopAndAsk() implements Choice {}
}
