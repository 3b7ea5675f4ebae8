package dev.tminus.reader;

import dev.tminus.book.Problem;
import dev.tminus.book.Problem.Place;
import dev.tminus.book.Problem.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Problems as people read them: one line that editors can follow, the line of the file, a caret, and what to do.
 *
 * <p>Everything that comes out of a file is made harmless for a terminal before it is shown.
 */
public final class ProblemReport {
    /** More than this nobody reads; the rest is counted. */
    private static final int SHOWN = 50;

    private final Map<String, Source> sources;

    public ProblemReport(Map<String, Source> sources) {
        this.sources = Map.copyOf(sources);
    }

    /** The problems in their order, and a last line that counts them; empty text where there are none. */
    public String text(List<Problem> problems) {
        StringBuilder text = new StringBuilder();
        for (Problem problem : problems.subList(0, Math.min(SHOWN, problems.size()))) {
            append(text, problem);
            text.append('\n');
        }
        if (!problems.isEmpty()) {
            text.append(summary(problems)).append('\n');
        }
        return text.toString();
    }

    /** One problem in as many lines as it takes. */
    public String text(Problem problem) {
        StringBuilder text = new StringBuilder();
        append(text, problem);
        return text.toString();
    }

    private void append(StringBuilder text, Problem problem) {
        Place place = problem.place();
        text.append("%s:%d:%d: %s[%s]: %s\n"
                .formatted(
                        ShownLine.of(place.file()),
                        place.line(),
                        place.column(),
                        problem.severity().name().toLowerCase(Locale.ROOT),
                        problem.code(),
                        ShownLine.of(problem.message())));
        Source source = sources.get(place.file());
        if (source != null && !source.line(place.line()).isEmpty()) {
            text.append(Excerpt.of(source, place));
        }
        problem.help().ifPresent(help -> text.append(help(help)));
        problem.related()
                .ifPresent(related -> text.append("  see:  %s:%d:%d\n"
                        .formatted(ShownLine.of(related.file()), related.line(), related.column())));
    }

    private static String help(String help) {
        return "  help: "
                + help.lines()
                        .map(ShownLine::of)
                        .reduce((a, b) -> a + "\n        " + b)
                        .orElse("") + "\n";
    }

    private static String summary(List<Problem> problems) {
        long errors = count(problems, Severity.ERROR);
        long warnings = count(problems, Severity.WARNING);
        String counted = plural(errors, "error") + (warnings == 0 ? "" : ", " + plural(warnings, "warning"));
        String shown = problems.size() > SHOWN ? "; the first %d are shown".formatted(SHOWN) : "";
        String limit = problems.size() >= Problems.LIMIT ? " at least" : "";
        return "%s%s; `tminus explain %s` tells more"
                .formatted(counted + limit, shown, problems.get(0).code());
    }

    private static long count(List<Problem> problems, Severity severity) {
        return problems.stream()
                .filter(problem -> problem.severity() == severity)
                .count();
    }

    private static String plural(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
