package dev.tminus.app.postgres.schema;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The test files beside this class; a line of a list may begin with the version from which on it holds. */
final class Cases {

    private Cases() {}

    static String text(String name) {
        try (InputStream file = Cases.class.getResourceAsStream(name)) {
            return new String(requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static List<String> of(String name, int version) {
        return text(name)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .filter(line -> since(line) <= version)
                .map(line -> line.replaceFirst("^\\d+\\+ ", ""))
                .toList();
    }

    private static int since(String line) {
        return line.matches("\\d+\\+ .*") ? Integer.parseInt(line.substring(0, line.indexOf('+'))) : 0;
    }
}
