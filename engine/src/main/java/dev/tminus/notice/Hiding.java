package dev.tminus.notice;

/** Takes what is secret in a run out of a text, just before it leaves: people may have typed it. Safe for threads. */
@FunctionalInterface
public interface Hiding {

    /** Where nothing is secret. */
    Hiding NOTHING = (run, text) -> text;

    /** The text as people outside may see it. */
    String hide(String run, String text);
}
