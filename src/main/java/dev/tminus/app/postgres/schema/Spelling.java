package dev.tminus.app.postgres.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The one spelling of an expression that PostgreSQL writes in two ways.
 *
 * <p>{@code status in ('a', 'b')} on a varchar column is shown as {@code (ARRAY[a, b])::text[]}. Once a dump has been
 * restored, the same condition is shown with the cast at each element.
 */
final class Spelling {

    private static final String START = "(ARRAY[";
    private static final String END = "])::";

    private Spelling() {}

    static String settled(String text) {
        int start = text.indexOf(START);
        if (start < 0) {
            return text;
        }
        int elements = start + START.length();
        int close = end(text, elements);
        int type = close + END.length();
        int brackets = close >= 0 && text.startsWith(END, close) ? text.indexOf("[]", type) : -1;
        if (brackets < 0 || !text.substring(type, brackets).matches("[\\w .\"]+")) {
            return text.substring(0, elements) + settled(text.substring(elements));
        }
        String cast = "::" + text.substring(type, brackets);
        String settled = split(text.substring(elements, close)).stream()
                .map(element -> "(" + element + ")" + cast)
                .collect(Collectors.joining(", "));
        return text.substring(0, start) + "ARRAY[" + settled + "]" + settled(text.substring(brackets + 2));
    }

    /** Where the bracket that is open at {@code from} closes; -1 when it does not. */
    private static int end(String text, int from) {
        int depth = 0;
        boolean quoted = false;
        for (int index = from; index < text.length(); index++) {
            char character = text.charAt(index);
            if (character == '\'') {
                quoted = !quoted;
            } else if (!quoted && "([".indexOf(character) >= 0) {
                depth++;
            } else if (!quoted && ")]".indexOf(character) >= 0 && depth-- == 0) {
                return index;
            }
        }
        return -1;
    }

    private static List<String> split(String elements) {
        List<String> all = new ArrayList<>();
        int depth = 0;
        boolean quoted = false;
        int start = 0;
        for (int index = 0; index < elements.length(); index++) {
            char character = elements.charAt(index);
            if (character == '\'') {
                quoted = !quoted;
            } else if (!quoted && "([".indexOf(character) >= 0) {
                depth++;
            } else if (!quoted && ")]".indexOf(character) >= 0) {
                depth--;
            } else if (!quoted && depth == 0 && character == ',') {
                all.add(elements.substring(start, index).strip());
                start = index + 1;
            }
        }
        all.add(elements.substring(start).strip());
        return all;
    }
}
