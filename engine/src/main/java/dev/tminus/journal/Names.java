package dev.tminus.journal;

import java.util.Locale;

/** How a name of Java code is written in a line. */
final class Names {
    private Names() {}

    /** {@code planDigest} and {@code PlanDigest} become {@code plan_digest}. */
    static String snakeCase(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }
}
