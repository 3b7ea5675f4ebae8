package dev.tminus.app.postgres.lint;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** All rules, in the order of their codes. */
public final class Rules {

    /** SQL that cannot be read at all. */
    public static final String UNREADABLE = "TM600";

    /** SQL, or a database, that could not be looked at. */
    public static final String UNKNOWN = "TM699";

    public static final List<Rule> ALL = Stream.of(
                    LockRules.ALL,
                    ColumnRules.ALL,
                    ConstraintRules.ALL,
                    IndexRules.ALL,
                    TypeRules.ALL,
                    StorageRules.ALL,
                    DataRules.ALL,
                    SessionRules.ALL)
            .flatMap(List::stream)
            .sorted(Comparator.comparing(Rule::code))
            .toList();

    private Rules() {}

    /** Titles by code, of what cannot be read too. */
    public static Map<String, String> titles() {
        return by(Rule::title, "SQL that cannot be read", "SQL that could not be looked at");
    }

    /** What is said about each code when somebody asks. */
    public static Map<String, String> explanations() {
        return by(Rule::explanation, """
                TM600: SQL that cannot be read

                PostgreSQL 18's own parser refuses the text, so nothing can be said about what it would do, and the server would
                most likely refuse it too. What only psql understands (a backslash command, COPY with its data) belongs into a
                run step.
                """, """
                TM699: SQL that could not be looked at

                The database of a step, its migrations or its text could not be read when the plan was probed, so nothing is known
                of its risks. Where policy says lint: clean this counts as a risk.
                """);
    }

    private static Map<String, String> by(Function<Rule, String> text, String unreadable, String unknown) {
        Map<String, String> texts = new TreeMap<>(Map.of(UNREADABLE, unreadable));
        texts.put(UNKNOWN, unknown);
        ALL.forEach(rule -> texts.put(rule.code(), text.apply(rule)));
        return texts;
    }
}
