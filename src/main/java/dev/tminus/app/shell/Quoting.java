package dev.tminus.app.shell;

import java.util.List;
import java.util.stream.Collectors;

/** Turns values into words of a POSIX shell, whatever they hold. Pure. */
final class Quoting {

    private Quoting() {}

    /** The value as one word. */
    static String word(String value) {
        return "'" + value.replace("'", "'\\''") + "'";
    }

    /** The values as one command line, each a word of its own. */
    static String line(List<String> values) {
        return values.stream().map(Quoting::word).collect(Collectors.joining(" "));
    }

    /** The value as one word without a line break in it: {@code slot.sh} has one in a variable. */
    static String wordOnOneLine(String value) {
        return word(value).replace("\n", "'\"$TMINUS_NEWLINE\"'");
    }
}
