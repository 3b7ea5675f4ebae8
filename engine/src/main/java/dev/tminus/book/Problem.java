package dev.tminus.book;

import java.util.Optional;

/**
 * Something wrong in a runbook file.
 *
 * @param code stable, {@code TM103}; {@code tminus explain TM103} tells more
 * @param help what to do, one sentence
 * @param related another place that belongs to it: the first of two duplicates
 */
public record Problem(
        Place place, String code, Severity severity, String message, Optional<String> help, Optional<Place> related) {

    /** How bad it is. Only errors keep a runbook from running. */
    public enum Severity {
        ERROR,
        WARNING,
        NOTE
    }

    /** Where: a file as the user named it, a line and a column from 1, and the column after the end. */
    public record Place(String file, int line, int column, int endColumn) {}

    public static Problem error(Place place, String code, String message, String help) {
        return new Problem(place, code, Severity.ERROR, message, Optional.of(help), Optional.empty());
    }
}
