package dev.tminus.run;

import java.util.Optional;

/**
 * Who did something and how.
 *
 * @param via {@code cli}, {@code answers}, {@code slack}, {@code web} or {@code engine}
 * @param origin host or address
 */
public record Actor(String person, String via, Optional<String> origin) {
    public static final String ANSWERS = "answers";

    public static final String SLACK = "slack";

    public static Actor cli(String person) {
        return new Actor(person, "cli", Optional.empty());
    }
}
