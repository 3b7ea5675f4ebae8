package dev.tminus.app.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of a document between {@code <!-- generated: NAME -->} and {@code <!-- end -->}. With {@code
 * -Dtminus.docs=write} they are written, otherwise only compared.
 */
final class GeneratedParts {
    private static final Pattern PART =
            Pattern.compile("<!-- generated: (.+?) -->\n(.*?)<!-- end -->\n", Pattern.DOTALL);

    private final Path file;

    GeneratedParts(String name) {
        file = Path.of("../docs").resolve(name);
    }

    /** What the document holds. */
    String text() {
        try {
            return Files.readString(file);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /** What it should hold; written to it where that was asked for. */
    String with(Map<String, String> parts) throws IOException {
        StringBuilder made = new StringBuilder();
        Matcher part = PART.matcher(text());
        TreeSet<String> left = new TreeSet<>(parts.keySet());
        while (part.find()) {
            String name = part.group(1);
            if (!parts.containsKey(name)) {
                throw new AssertionError("%s has a place for '%s', which nothing generates".formatted(file, name));
            }
            left.remove(name);
            String text = "<!-- generated: %s -->\n\n%s\n<!-- end -->\n".formatted(name, parts.get(name));
            part.appendReplacement(made, Matcher.quoteReplacement(text));
        }
        part.appendTail(made);
        if (!left.isEmpty()) {
            throw new AssertionError("%s has no place for %s".formatted(file, left));
        }
        if ("write".equals(System.getProperty("tminus.docs"))) {
            Files.writeString(file, made);
        }
        return made.toString();
    }
}
