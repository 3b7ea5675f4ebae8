package dev.tminus.reader;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.tminus.book.Durations;
import dev.tminus.book.SecretMark;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.regex.Matcher;

/** Text read as a value, at validation where it is a literal and at run time where it is not. */
final class Literals {

    private static final Map<String, Long> NANOS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L);

    private static final java.util.regex.Pattern PART =
            java.util.regex.Pattern.compile("(\\d+(?:\\.\\d+)?)(ns|us|ms|s|m|h)");
    private static final java.util.regex.Pattern PARTS = java.util.regex.Pattern.compile("-?(?:" + PART + ")+");

    private Literals() {}

    static long whole(String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException notWhole) {
            throw new Unfit(quoted(text) + " is not a whole number");
        }
    }

    static long whole(double number) {
        if (Double.isNaN(number) || Math.abs(number) >= 0x1p63) {
            throw new Unfit(number + " is too large for a whole number");
        }
        return (long) number;
    }

    static boolean bool(String text) {
        return switch (text.strip()) {
            case "true", "True", "TRUE" -> true;
            case "false", "False", "FALSE" -> false;
            default -> throw new Unfit(quoted(text) + " is neither true nor false");
        };
    }

    static double decimal(String text) {
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException notANumber) {
            throw new Unfit(quoted(text) + " is not a number");
        }
    }

    /** As lengths are written in runbooks ({@code 14d}) and as CEL writes them ({@code 1.5h}). */
    static Duration duration(String text) {
        return Durations.parse(text).orElseGet(() -> celDuration(text));
    }

    private static Duration celDuration(String text) {
        if (!PARTS.matcher(text).matches()) {
            throw new Unfit(quoted(text) + " is not a length of time; write it like 90s, 10m, 1h30m or 14d");
        }
        BigDecimal nanos = BigDecimal.ZERO;
        Matcher part = PART.matcher(text);
        while (part.find()) {
            nanos = nanos.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(NANOS.get(part.group(2)))));
        }
        BigDecimal[] seconds =
                nanos.setScale(0, RoundingMode.DOWN).divideAndRemainder(BigDecimal.valueOf(NANOS.get("s")));
        try {
            Duration length = Duration.ofSeconds(seconds[0].longValueExact(), seconds[1].longValueExact());
            return text.startsWith("-") ? length.negated() : length;
        } catch (ArithmeticException tooLong) {
            throw new Unfit(quoted(text) + " is too long a time");
        }
    }

    static Instant timestamp(String text) {
        try {
            return OffsetDateTime.parse(text.strip()).toInstant();
        } catch (DateTimeException notATime) {
            throw new Unfit(quoted(text)
                    + " is not a point in time; write it like 2026-12-01T01:00:00Z or 2026-12-01T01:00:00+01:00");
        }
    }

    static Pattern pattern(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException broken) {
            throw new Unfit("%s is not a pattern: %s".formatted(quoted(text), broken.getDescription()));
        }
    }

    /** Enough of a text to recognise it; it may be 64 KiB of output. */
    static String quoted(String text) {
        return "\"" + Shorten.to(60, SecretMark.shown(text)) + "\"";
    }
}
