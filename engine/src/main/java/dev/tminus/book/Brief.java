package dev.tminus.book;

/** A text for people in one short line. */
public final class Brief {

    private Brief() {}

    /** White space folded; where it is longer than that, cut with an ellipsis. */
    public static String of(String text, int most) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= most ? line : line.substring(0, most - 1) + "…";
    }
}
