package dev.tminus.book;

/** Rebuilds a plan from the text a run stores. */
@FunctionalInterface
public interface PlanReader {

    /** The plan; a text of a newer format or a broken one is refused with a sentence saying so. */
    Plan read(String text);
}
