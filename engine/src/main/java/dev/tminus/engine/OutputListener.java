package dev.tminus.engine;

/** Sees what running steps print, masked, as it comes. Called from many threads. */
@FunctionalInterface
public interface OutputListener {
    OutputListener NONE = (step, text) -> {};

    void printed(String step, String text);
}
