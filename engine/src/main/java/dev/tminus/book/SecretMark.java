package dev.tminus.book;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands for a secret's value in expressions, events and plans. The engine puts the value in its place only just
 * before an action, and only for secrets the step's own text names.
 */
public final class SecretMark {

    private static final Pattern MARK = Pattern.compile("\u0001secret:([a-z0-9_.]+)\u0001");

    private SecretMark() {}

    public static String of(String name) {
        return "\u0001secret:" + name + "\u0001";
    }

    /** The text with each mark replaced by what the function gives for its name. */
    public static String replace(String text, UnaryOperator<String> valueOf) {
        if (text.indexOf('\u0001') < 0) {
            return text;
        }
        return MARK.matcher(text).replaceAll(found -> Matcher.quoteReplacement(valueOf.apply(found.group(1))));
    }

    /** The text as people may see it: {@code ***database_url***}. */
    public static String shown(String text) {
        return replace(text, name -> "***" + name + "***");
    }
}
