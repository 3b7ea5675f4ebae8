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

    /** A migration whose file is not what was applied. */
    public static final String EDITED = "TM698";

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
        return by(
                Rule::title,
                Map.of(
                        UNREADABLE,
                        "SQL that cannot be read",
                        EDITED,
                        "an applied migration that was edited",
                        UNKNOWN,
                        "SQL that could not be looked at"));
    }

    /** What is said about each code when somebody asks. */
    public static Map<String, String> explanations() {
        return by(Rule::explanation, Map.of(UNREADABLE, """
                TM600: SQL that cannot be read

                PostgreSQL 18's own parser refuses the text, so nothing can be said about what it would do, and the server would
                most likely refuse it too. What only psql understands (a backslash command, COPY with its data) belongs into a
                run step.
                """, EDITED, """
                TM698: an applied migration that was edited

                The checksum in the database's own records is not that of the file: what was applied there is not what stands
                here, and a new database made from these files will be another one. Prisma's deploy does not tell.
                Found by plan --level probe, in the records of the step's database.
                Safer: put the file back as it was applied, and write the change as a new migration.
                """, UNKNOWN, """
                TM699: SQL that could not be looked at

                The database of a step, its migrations or its text could not be read when the plan was probed, so nothing is known
                of its risks. Where policy says lint: clean this counts as a risk.
                """));
    }

    private static Map<String, String> by(Function<Rule, String> text, Map<String, String> others) {
        Map<String, String> texts = new TreeMap<>(others);
        ALL.forEach(rule -> texts.put(rule.code(), text.apply(rule)));
        return texts;
    }
}
