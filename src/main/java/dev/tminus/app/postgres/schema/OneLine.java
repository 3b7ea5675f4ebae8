package dev.tminus.app.postgres.schema;

/** Text on one line from which the text can be told again. */
final class OneLine {

    private OneLine() {}

    static String of(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    }
}
