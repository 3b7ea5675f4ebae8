package dev.tminus.action;

import java.util.Map;
import java.util.Set;

/**
 * Looks at what lies outside a runbook's text and yet decides whether a rehearsal counts: the schema of each connection,
 * the bytes of what a tool will apply.
 */
@FunctionalInterface
public interface Surroundings {

    /** Where nothing outside the text is compared. */
    Surroundings NONE = (context, connections) -> Map.of();

    /**
     * Facts by name, as a person should read them: {@code schema of main}. Two values that are equal mean the same. Reads
     * only; never throws for what cannot be looked at, but says so as the value.
     *
     * @param connections the names of those that the plan declares
     */
    Map<String, String> look(ActionContext context, Set<String> connections) throws InterruptedException;
}
