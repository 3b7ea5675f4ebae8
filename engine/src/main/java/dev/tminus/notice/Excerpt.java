package dev.tminus.notice;

/** The part of a text that is worth sending. */
public final class Excerpt {

    /** In characters. No medium shows more of a message, and none of ours takes more than a few thousand. */
    public static final int LONGEST = 6000;

    private Excerpt() {}

    /** The text, cut at a whole character with a word on what is missing. */
    static String of(String text) {
        return of(text, LONGEST);
    }

    /** The beginning of a text. */
    public static String of(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = longest;
        if (Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return "%s\n... %,d more characters; tminus log shows all"
                .formatted(text.substring(0, end), text.length() - end);
    }

    /** The last lines of what a step printed, long lines cut. */
    static String lastLines(String output, int most) {
        String[] lines = output.stripTrailing().split("\n", -1);
        StringBuilder last = new StringBuilder();
        for (int at = Math.max(0, lines.length - most); at < lines.length; at++) {
            String line = lines[at];
            last.append(line.length() <= 200 ? line : whole(line) + " ...").append('\n');
        }
        return last.toString().stripTrailing();
    }

    private static String whole(String line) {
        return line.substring(0, Character.isHighSurrogate(line.charAt(199)) ? 199 : 200);
    }
}
