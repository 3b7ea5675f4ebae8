package dev.tminus.run;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/** The name of a run: {@code r-20261201-7k3mq9}. Sorts by day, short enough to type. */
public record RunId(String value) {

    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{2,39}");
    private static final String LETTERS = "23456789abcdefghjkmnpqrstvwxyz";
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyyMMdd").withZone(ZoneOffset.UTC);
    private static final SecureRandom RANDOM = new SecureRandom();

    public RunId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "'%s' is not a run id; one looks like r-20261201-7k3mq9".formatted(value));
        }
    }

    public static RunId random(Instant now) {
        StringBuilder text = new StringBuilder("r-").append(DAY.format(now)).append('-');
        for (int i = 0; i < 6; i++) {
            text.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return new RunId(text.toString());
    }

    @Override
    public String toString() {
        return value;
    }
}
