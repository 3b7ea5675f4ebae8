package dev.tminus.app.report;

import dev.tminus.book.Durations;
import dev.tminus.book.Values;
import dev.tminus.run.StepState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What each statement of a step's migrations did to the database and to its users, from the values of its result. */
final class Statements {

    /** More than these are a load of data; the JSON report has them all. */
    static final int MOST = 200;

    static final String TITLE = "What the statements did";

    static final String[] COLUMNS = {"Step", "Migration", "Statement", "Took", "What it did"};

    private Statements() {}

    /** One statement: {@code 2 of 5: create index ...}, how long it took, whom it kept waiting. */
    record Line(String step, String migration, String statement, Duration took, String words) {

        String[] cells() {
            return new String[] {step, migration, statement, took.isZero() ? "" : length(took), words};
        }

        private static String length(Duration took) {
            return took.toSeconds() < 1
                    ? Math.max(1, took.toMillis()) + " ms"
                    : Durations.text(Duration.ofSeconds(took.toSeconds()));
        }
    }

    static List<Line> of(Report report) {
        return report.leaves()
                .flatMap(row -> of(row.name(), row.state()).stream())
                .toList();
    }

    private static List<Line> of(String step, StepState state) {
        List<Line> lines = new ArrayList<>();
        for (Map<?, ?> migration : mappings(state.product().result().map().get("applied"))) {
            List<Map<?, ?>> statements = mappings(migration.get("statements"));
            for (int at = 0; at < statements.size(); at++) {
                Map<?, ?> statement = statements.get(at);
                lines.add(new Line(
                        step,
                        Values.text(migration.get("name")),
                        "%d of %d: %s".formatted(at + 1, statements.size(), text(statement.get("statement"))),
                        statement.get("took") instanceof Duration took ? took : Duration.ZERO,
                        (migration.containsKey("not_rehearsed") ? "NOT REHEARSED; " : "")
                                + words(statement.get("words"))));
            }
        }
        return lines;
    }

    /** The same result without them: they have a table of their own. */
    static Object without(Object applied) {
        if (!(applied instanceof List<?> list)) {
            return applied;
        }
        return list.stream()
                .map(item -> item instanceof Map<?, ?> map && map.containsKey("statements") ? stripped(map) : item)
                .toList();
    }

    private static Map<Object, Object> stripped(Map<?, ?> map) {
        Map<Object, Object> copy = new LinkedHashMap<>(map);
        copy.remove("statements");
        return copy;
    }

    private static String words(@Nullable Object words) {
        return words instanceof List<?> list
                ? Words.joined(list.stream().map(Values::text).toArray(String[]::new))
                : "";
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : Words.cut(Values.text(value), 200);
    }

    private static List<Map<?, ?>> mappings(@Nullable Object value) {
        List<Map<?, ?>> mappings = new ArrayList<>();
        if (value instanceof List<?> list) {
            for (Object item : list) {
                if (item instanceof Map<?, ?> map) {
                    mappings.add(map);
                }
            }
        }
        return mappings;
    }
}
