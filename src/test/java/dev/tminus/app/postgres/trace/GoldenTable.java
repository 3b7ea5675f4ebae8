package dev.tminus.app.postgres.trace;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The file {@code footprints.txt}: statements, and what each does on every version. */
final class GoldenTable {

    private static final String FILE = "footprints.txt";
    private static final Path SOURCE = Path.of("test/resources/dev/tminus/app/postgres/trace", FILE);

    /** A statement and its footprint; {@code stall} is empty where the statement runs in a transaction. */
    record Case(
            String name,
            List<String> manual,
            List<String> first,
            Optional<String> stall,
            String sql,
            List<String> momentary,
            List<Expected> expected) {

        List<String> is(int version) {
            return expected.stream()
                    .filter(one -> one.from() <= version && version <= one.to())
                    .map(Expected::line)
                    .toList();
        }

        /** What was seen, without what was seen by chance: a lock of a moment stands where a weaker one is expected, or none. */
        List<String> certain(int version, List<String> seen) {
            return seen.stream()
                    .flatMap(line -> momentary.contains(line) ? weaker(version, line) : Stream.of(line))
                    .toList();
        }

        private Stream<String> weaker(int version, String line) {
            return is(version).stream()
                    .filter(other -> isLock(other) && relation(other).equals(relation(line)));
        }

        private static boolean isLock(String line) {
            return Character.isUpperCase(line.charAt(0));
        }

        private static String relation(String line) {
            return line.substring(line.lastIndexOf(' ') + 1);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** A line of a footprint and the versions it holds for. */
    record Expected(int from, int to, String line) {

        private static final Pattern FORM = Pattern.compile("=(?:(\\d+)-(\\d+))? (.*)");

        static Stream<Expected> in(String line) {
            Matcher parts = FORM.matcher(line);
            if (!parts.matches()) {
                return Stream.empty();
            }
            return Stream.of(
                    parts.group(1) == null
                            ? new Expected(0, Integer.MAX_VALUE, parts.group(3))
                            : new Expected(
                                    Integer.parseInt(parts.group(1)),
                                    Integer.parseInt(parts.group(2)),
                                    parts.group(3)));
        }
    }

    private GoldenTable() {}

    static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (String part : text(FILE).split("\n## ", -1)) {
            if (!part.startsWith("#")) {
                cases.add(parsed(part.lines().toList()));
            }
        }
        return cases;
    }

    private static Case parsed(List<String> lines) {
        return new Case(
                lines.get(0),
                those(lines, "manual "),
                those(lines, "first "),
                those(lines, "stall ").stream().findFirst(),
                those(lines, "> ").get(0),
                those(lines, "? "),
                lines.stream().flatMap(Expected::in).toList());
    }

    private static List<String> those(List<String> lines, String mark) {
        return lines.stream()
                .filter(line -> line.startsWith(mark))
                .map(line -> line.substring(mark.length()))
                .toList();
    }

    static boolean isWritten() {
        return "write".equals(System.getProperty("tminus.footprints"));
    }

    /** Puts the footprint in place of the one that stands in the source. */
    static synchronized void write(Case of, List<String> is) {
        try {
            StringBuilder text = new StringBuilder();
            for (String part : Files.readString(SOURCE).split("(?=\n## )", -1)) {
                if (part.startsWith("\n## " + of.name() + "\n")) {
                    String kept = part.replaceAll("(?m)^= .*\n?", "").stripTrailing();
                    text.append(kept).append('\n');
                    is.forEach(line -> text.append("= ").append(line).append('\n'));
                } else {
                    text.append(part);
                }
            }
            Files.writeString(SOURCE, text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static String text(String name) {
        try (InputStream file = GoldenTable.class.getResourceAsStream(name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
