package dev.tminus.journal;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * A moment as {@code 2026-12-01T01:00:00.250001Z}: always UTC, always six digits. Written and read by hand, because the
 * platform's formatter takes most of the time in which a fresh process reads a run back.
 */
final class Times {
    private static final String FORM = "dddd-dd-ddTdd:dd:dd.ddddddZ";
    private static final int NANOS_PER_MICRO = 1_000;

    private Times() {}

    static void write(Instant time, StringBuilder out) {
        LocalDateTime utc = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
        if (utc.getYear() < 0 || utc.getYear() > 9999) {
            throw new IllegalArgumentException("time must lie in the years 0 to 9999, was " + time);
        }
        digits(utc.getYear(), 4, out.append('"'));
        digits(utc.getMonthValue(), 2, out.append('-'));
        digits(utc.getDayOfMonth(), 2, out.append('-'));
        digits(utc.getHour(), 2, out.append('T'));
        digits(utc.getMinute(), 2, out.append(':'));
        digits(utc.getSecond(), 2, out.append(':'));
        digits(utc.getNano() / NANOS_PER_MICRO, 6, out.append('.'));
        out.append("Z\"");
    }

    private static void digits(int number, int count, StringBuilder out) {
        String digits = Integer.toString(number);
        out.append("0".repeat(count - digits.length())).append(digits);
    }

    static Instant read(String text) {
        boolean fits = text.length() == FORM.length();
        for (int i = 0; fits && i < FORM.length(); i++) {
            char c = text.charAt(i);
            fits = FORM.charAt(i) == 'd' ? c >= '0' && c <= '9' : FORM.charAt(i) == c;
        }
        if (!fits) {
            throw new DateTimeException("'%s' is no time like 2026-12-01T01:00:00.250001Z".formatted(text));
        }
        return LocalDateTime.of(
                        number(text, 0, 4),
                        number(text, 5, 7),
                        number(text, 8, 10),
                        number(text, 11, 13),
                        number(text, 14, 16),
                        number(text, 17, 19),
                        number(text, 20, 26) * NANOS_PER_MICRO)
                .toInstant(ZoneOffset.UTC);
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }
}
