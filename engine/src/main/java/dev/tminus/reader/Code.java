package dev.tminus.reader;

import dev.tminus.book.Problem.Severity;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The kinds of problems a runbook can have.
 *
 * <p>Codes never change their meaning: people search for them and scripts match them. TM1xx is structure, TM2xx names,
 * TM3xx expressions, TM4xx meaning and flow, TM5xx advice.
 */
public enum Code {
    TM100("file cannot be read"),
    TM101("not YAML"),
    TM102("duplicate key"),
    TM103("unknown key"),
    TM104("wrong type of value"),
    TM105("missing key"),
    TM106("anchor, alias or merge key"),
    TM107("tag"),
    TM108("second document or directive"),
    TM109("not UTF-8"),
    TM110("control character"),
    TM111("file too large"),
    TM112("nested too deeply"),
    TM113("tab in indentation"),
    TM114("text that must be quoted"),
    TM115("malformed value"),
    TM116("unknown format version"),
    TM117("planned for a later version"),
    TM118("not exactly one action"),
    TM119("keys that exclude each other"),

    TM201("malformed id"),
    TM202("reserved word as id"),
    TM203("duplicate id"),
    TM204("unknown step"),
    TM205("unknown phase"),
    TM206("unknown role"),
    TM207("unknown environment"),
    TM208("unknown connection"),
    TM209("unknown group"),
    TM210("unknown rollback scenario"),
    TM212("unknown audience"),
    TM213("inputs of a group do not fit"),
    TM214("unknown file"),

    TM301("expression cannot be parsed"),
    TM302("expression has the wrong type"),
    TM303("unknown name in an expression"),
    TM304("secret where none may stand"),
    TM305("value that may be missing"),
    TM306("malformed literal in an expression"),
    TM307("expression without its end"),
    TM308("expression where none may stand"),

    TM401("jump backwards"),
    TM402("jump out of scope"),
    TM403("value used before it is made"),
    TM404("expression in script text"),
    TM405("expression in SQL text"),
    TM406("nothing to close"),
    TM407("destructive without approval"),
    TM408("trusted text without its guards"),
    TM409("group that calls itself"),
    TM410("input or answer that cannot be used"),
    TM411("step nobody can answer"),
    TM412("var that needs itself"),

    TM501("runbook without owner", Severity.WARNING),
    TM505("effect without undo", Severity.WARNING),
    TM506("no rollback scenario", Severity.WARNING),
    TM507("expression behind ssh"),
    TM510("production migration without a backup", Severity.WARNING),
    TM511("production migration without a rehearsal", Severity.WARNING),
    TM512("production migration outside a window", Severity.WARNING);

    private final String title;
    private final Severity severity;

    Code(String title) {
        this(title, Severity.ERROR);
    }

    Code(String title, Severity severity) {
        this.title = title;
        this.severity = severity;
    }

    /** What kind of problem it is, in a few words. */
    public String title() {
        return title;
    }

    /** The severity where no policy profile says otherwise. */
    public Severity severity() {
        return severity;
    }

    /** The code with this name, in either case. */
    public static Optional<Code> named(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return Arrays.stream(values()).filter(code -> code.name().equals(upper)).findFirst();
    }
}
