package dev.tminus.app.guide;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a part of the guide happens, relative to T, the start of the migration.
 *
 * @param minutes from T; negative before it
 * @param dated whether the guide gives a date; otherwise {@code minutes} only says before or after
 */
record Timing(long minutes, boolean dated) {
    static final Timing AT_T = new Timing(0, true);
    static final Timing BEFORE = new Timing(-1, false);
    static final Timing AFTER = new Timing(1, false);

    private static final long HOUR = 60;
    private static final long DAY = 24 * HOUR;

    private static final String COUNT =
            "(\\d{1,4}|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty-four|the)";
    private static final String UNIT = "(minutes?|mins?|hours?|hrs?|h|days?|d|weeks?|wks?|w|months?)";

    private static final Pattern SIGNED = Pattern.compile(
            "\\b[TD]\\s*([-+\u2212\u2013]|minus|plus)\\s*(\\d{1,4})\\s*" + UNIT + "?\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern BEFORE_WORDS = Pattern.compile(
            "\\b" + COUNT + "[\\s-]*" + UNIT + "\\s+(?:before|prior|ahead|earlier|in advance|out)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern AFTER_WORDS = Pattern.compile(
            "\\b" + COUNT + "[\\s-]*" + UNIT + "\\s+(?:after|later|post|following|past)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern NEIGHBOUR =
            Pattern.compile("^(?:the\\s+)?(day|week|hour|month)\\s+(before|after)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern NOW = Pattern.compile(
            "^(?:during\\b|go[- ]?live\\b|cut[- ]?over\\b|d-day\\b|migration (?:day|window)\\b|(?:on )?the (?:day|night)\\b|day of\\b"
                    + "|maintenance window\\b|T(?:[-+]?0)?(?:$|:\\s))",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern EARLY = Pattern.compile("\\b(?:pre|before|prior|prepar\\w+|prerequisites?)\\b");
    private static final Pattern LATE = Pattern.compile("\\b(?:post|after|afterwards|follow[- ]?up|clean[- ]?up)\\b");

    /** The date a title gives: {@code 1 week before}, {@code T-7d}, {@code During ...}. */
    static Optional<Timing> dated(String title) {
        return signed(title)
                .or(() -> words(BEFORE_WORDS, title, -1))
                .or(() -> words(AFTER_WORDS, title, 1))
                .or(() -> neighbour(title))
                .or(() -> NOW.matcher(title.strip()).find() ? Optional.of(AT_T) : Optional.empty());
    }

    /** Which side of T an undated title means; before it where the title does not say. */
    static Timing side(String title) {
        String words = title.toLowerCase(Locale.ROOT);
        return !EARLY.matcher(words).find() && LATE.matcher(words).find() ? AFTER : BEFORE;
    }

    /** Written as the runbook's {@code at}: {@code T-7d}, {@code T}, {@code T+90m}. */
    String at() {
        return minutes == 0 ? "T" : (minutes < 0 ? "T-" : "T+") + length();
    }

    /** The distance from T without its sign. */
    String length() {
        long distance = Math.abs(minutes);
        if (distance % DAY == 0) {
            return distance / DAY + "d";
        }
        return distance % HOUR == 0 ? distance / HOUR + "h" : distance + "m";
    }

    /** Whether this is so soon after T that it counts from the end of the migration. */
    boolean soonAfter() {
        return dated && minutes > 0 && minutes < DAY;
    }

    private static Optional<Timing> signed(String title) {
        Matcher matcher = SIGNED.matcher(title);
        if (!matcher.find()) {
            return Optional.empty();
        }
        boolean later = matcher.group(1).equals("+") || matcher.group(1).equalsIgnoreCase("plus");
        String unit = matcher.group(3) == null ? "d" : matcher.group(3);
        return Optional.of(new Timing((later ? 1 : -1) * Long.parseLong(matcher.group(2)) * minutesOf(unit), true));
    }

    private static Optional<Timing> words(Pattern pattern, String title, int sign) {
        Matcher matcher = pattern.matcher(title);
        return matcher.find()
                ? Optional.of(new Timing(sign * count(matcher.group(1)) * minutesOf(matcher.group(2)), true))
                : Optional.empty();
    }

    private static Optional<Timing> neighbour(String title) {
        Matcher matcher = NEIGHBOUR.matcher(title.strip());
        return matcher.find()
                ? Optional.of(new Timing(
                        (matcher.group(2).equalsIgnoreCase("before") ? -1 : 1) * minutesOf(matcher.group(1)), true))
                : Optional.empty();
    }

    private static long count(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "a", "an", "one", "the" -> 1;
            case "two" -> 2;
            case "three" -> 3;
            case "four" -> 4;
            case "five" -> 5;
            case "six" -> 6;
            case "seven" -> 7;
            case "eight" -> 8;
            case "nine" -> 9;
            case "ten" -> 10;
            case "twelve" -> 12;
            case "twenty-four" -> 24;
            default -> Long.parseLong(word);
        };
    }

    private static long minutesOf(String unit) {
        String word = unit.toLowerCase(Locale.ROOT);
        return word.startsWith("mo")
                ? 30 * DAY
                : word.startsWith("m") ? 1 : word.startsWith("h") ? HOUR : word.startsWith("w") ? 7 * DAY : DAY;
    }
}
