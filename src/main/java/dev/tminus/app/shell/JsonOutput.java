package dev.tminus.app.shell;

import dev.tminus.action.JsonValues;
import java.util.Optional;

/** Reads what a program printed as one JSON value. Pure. */
final class JsonOutput {

    private JsonOutput() {}

    /** The value as runs know values; empty when the text is not JSON. */
    static Optional<Object> parse(String text) {
        String trimmed = text.strip();
        return trimmed.isEmpty() || !looksLikeJson(trimmed) ? Optional.empty() : JsonValues.parse(trimmed);
    }

    /** Spares the parser, and the exception it would make, for the words most programs print. */
    private static boolean looksLikeJson(String text) {
        return "{[\"-0123456789tfn".indexOf(text.charAt(0)) >= 0;
    }
}
