package dev.tminus.app.postgres.pg.lint;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** All rules, in the order of their codes. */
public final class Rules {

    /** SQL that cannot be read at all. */
    public static final String UNREADABLE = "TM600";

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
}
