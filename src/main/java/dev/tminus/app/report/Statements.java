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

/**
 * What each statement of a step did to the database and to its users, from the values of its result: {@code statements} of
 * its own, or those of each migration {@code applied}.
 */
final class Statements {

    /** More than these are a load of data; the JSON report has them all. */
    static final int MOST = 200;

    static final String TITLE = "What the statements did";

    static final String[] COLUMNS = {"Step", "Migration", "Statement", "Took", "What it did"};

    private static final String FIELD = "statements";

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
        Map<String, Object> result = state.product().result().map();
        List<Line> lines = new ArrayList<>(of(step, "", "", mappings(result.get(FIELD))));
        for (Map<?, ?> migration : mappings(result.get("applied"))) {
            String mark = migration.containsKey("not_rehearsed") ? "NOT REHEARSED; " : "";
            lines.addAll(of(step, Values.text(migration.get("name")), mark, mappings(migration.get(FIELD))));
        }
        return lines;
    }

    private static List<Line> of(String step, String migration, String mark, List<Map<?, ?>> statements) {
        List<Line> lines = new ArrayList<>();
        for (int at = 0; at < statements.size(); at++) {
            Map<?, ?> statement = statements.get(at);
            lines.add(new Line(
                    step,
                    migration,
                    "%d of %d: %s".formatted(at + 1, statements.size(), text(statement.get("statement"))),
                    statement.get("took") instanceof Duration took ? took : Duration.ZERO,
                    mark + words(statement.get("words")) + unseen(statement)));
        }
        return lines;
    }

    /** Counters are a transaction's own: one that a statement ends itself takes them away. */
    private static String unseen(Map<?, ?> statement) {
        return Boolean.TRUE.equals(statement.get("commits_itself"))
                ? "; it commits by itself, so its rows are not counted and short locks not seen"
                : "";
    }

    /** True for a value of a result that has a table of its own. */
    static boolean isShownApart(String name, Object value) {
        return name.equals(FIELD)
                && value instanceof List<?> list
                && list.stream().allMatch(Map.class::isInstance);
    }

    /** The same result without them: they have a table of their own. */
    static Object without(Object applied) {
        if (!(applied instanceof List<?> list)) {
            return applied;
        }
        return list.stream()
                .map(item -> item instanceof Map<?, ?> map && map.containsKey(FIELD) ? stripped(map) : item)
                .toList();
    }

    private static Map<Object, Object> stripped(Map<?, ?> map) {
        Map<Object, Object> copy = new LinkedHashMap<>(map);
        copy.remove(FIELD);
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
