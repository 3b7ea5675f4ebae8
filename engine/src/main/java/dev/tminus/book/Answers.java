package dev.tminus.book;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Turns what a person gave for an {@link Input} into its value. */
public final class Answers {

    private static final Pattern URL = Pattern.compile("[a-z][a-z0-9+.-]*://[^\\s/?#]+\\S*", Pattern.CASE_INSENSITIVE);

    private Answers() {}

    /**
     * The value of an answer: text as typed on a command line, or a value already of a kind YAML has.
     *
     * @throws IllegalArgumentException when it does not fit, with a sentence that says what would
     */
    public static Object read(Input input, Object given) {
        String text = given instanceof String written ? written.strip() : Values.text(given);
        Object value = switch (input.kind()) {
            case STRING, TEXT, FILE -> given instanceof String written ? written : text;
            case INT -> parsed(input, text, "a whole number", () -> Long.valueOf(text));
            case DOUBLE -> parsed(input, text, "a number", () -> Double.valueOf(text));
            case BOOL -> bool(input, text);
            case ENUM -> oneOf(input, text);
            case DURATION ->
                given instanceof java.time.Duration
                        ? given
                        : Durations.parse(text).orElseThrow(() -> wrong(input, text, "a length such as 10m or 1h30m"));
            case TIME ->
                given instanceof Instant
                        ? given
                        : parsed(input, text, "a time such as 2026-12-01T01:00:00Z", () -> Instant.parse(text));
            case WINDOW ->
                given instanceof Window
                        ? given
                        : Window.parse(text)
                                .orElseThrow(() ->
                                        wrong(input, text, "a window such as 2026-12-01T01:00[Europe/Berlin]/PT3H"));
            case URL -> parsed(input, text, "a URL such as https://example.org/x", () -> url(text));
            case LIST -> list(given, text);
            case MAP -> given instanceof Map<?, ?> ? given : entries(input, text);
            case ROLES -> roles(input, given, text);
        };
        matched(input, text);
        return value;
    }

    private static void matched(Input input, String text) {
        Optional<String> pattern = input.match();
        if (pattern.isPresent() && !Pattern.compile(pattern.get()).matcher(text).matches()) {
            throw wrong(input, text, "text that matches " + pattern.get());
        }
    }

    private static Object bool(Input input, String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "y" -> true;
            case "false", "no", "n" -> false;
            default -> throw wrong(input, text, "true or false");
        };
    }

    private static Object oneOf(Input input, String text) {
        if (!input.values().contains(text)) {
            throw wrong(input, text, "one of " + String.join(", ", input.values()));
        }
        return text;
    }

    private static String url(String text) {
        if (!URL.matcher(text).matches()) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }

    private static Object list(Object given, String text) {
        if (given instanceof List<?>) {
            return given;
        }
        List<Object> items = new ArrayList<>();
        for (String part : text.split(text.contains("\n") ? "\n" : ",", -1)) {
            if (!part.isBlank()) {
                items.add(part.strip());
            }
        }
        return items;
    }

    private static Map<String, Object> entries(Input input, String text) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (String part : text.split("[,;\n]", -1)) {
            if (!part.isBlank()) {
                int equals = part.indexOf('=');
                if (equals < 1) {
                    throw wrong(input, text, "pairs such as dba=alice");
                }
                map.put(
                        part.substring(0, equals).strip(),
                        part.substring(equals + 1).strip());
            }
        }
        return map;
    }

    /** People by role: {@code dba=alice, engineer=bob+carol}. */
    private static Object roles(Input input, Object given, String text) {
        Map<?, ?> map = given instanceof Map<?, ?> written ? written : entries(input, text);
        Map<String, Object> roles = new LinkedHashMap<>();
        map.forEach((role, people) -> roles.put(
                String.valueOf(role),
                people instanceof List<?> list
                        ? List.copyOf(list)
                        : List.of((Object[]) String.valueOf(people).split("\\+", -1))));
        return roles;
    }

    private interface Parse {
        Object value();
    }

    private static Object parsed(Input input, String text, String what, Parse parse) {
        try {
            return parse.value();
        } catch (IllegalArgumentException | DateTimeParseException unfit) {
            throw wrong(input, text, what);
        }
    }

    private static IllegalArgumentException wrong(Input input, String text, String wanted) {
        return new IllegalArgumentException("%s must be %s, was \"%s\"".formatted(input.name(), wanted, text));
    }
}
