package dev.tminus.audit;

import dev.tminus.journal.JsonLine;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The members of the lines that can be read; the chain names those that cannot. */
final class ReadableLines {

    private ReadableLines() {}

    static Stream<Map<String, Object>> of(List<String> lines) {
        return lines.stream().flatMap(ReadableLines::members);
    }

    private static Stream<Map<String, Object>> members(String line) {
        try {
            return Stream.of(JsonLine.parse(line));
        } catch (IllegalArgumentException damaged) {
            return Stream.empty();
        }
    }
}
