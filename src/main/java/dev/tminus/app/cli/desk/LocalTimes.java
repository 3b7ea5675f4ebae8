package dev.tminus.app.cli.desk;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as people read them: to the second, in the zone of this machine, which is named. */
public final class LocalTimes {

    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss z", Locale.ENGLISH);
    private static final Pattern INSTANT =
            Pattern.compile("\\b\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?Z(?![\\w/\\[])");

    private LocalTimes() {}

    public static String text(Instant at) {
        return FORM.format(at.atZone(ZoneId.systemDefault()));
    }

    /** A sentence with each of its instants as people read them; the journal keeps them in UTC. */
    public static String within(String sentence) {
        return INSTANT.matcher(sentence).replaceAll(found -> Matcher.quoteReplacement(readable(found.group())));
    }

    private static String readable(String instant) {
        try {
            return text(Instant.parse(instant));
        } catch (DateTimeParseException onlyLooksLikeOne) {
            return instant;
        }
    }
}
