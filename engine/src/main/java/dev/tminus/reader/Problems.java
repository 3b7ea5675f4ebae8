package dev.tminus.reader;

import dev.tminus.book.Problem;
import dev.tminus.book.Problem.Place;
import dev.tminus.book.Problem.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Collects what is wrong with the files of one reading, so that it can all be reported at once. */
final class Problems {
    /** Beyond this nobody reads on, and a hostile file must not fill the memory with messages. */
    static final int LIMIT = 1_000;

    private final List<Problem> found = new ArrayList<>();

    private void add(Place place, Code code, String message, Optional<String> help, Optional<Place> related) {
        add(new Problem(place, code.name(), code.severity(), message, help, related));
    }

    void add(Problem problem) {
        if (found.size() < LIMIT) {
            found.add(problem);
        }
    }

    void add(Place place, Code code, String message) {
        add(place, code, message, Optional.empty(), Optional.empty());
    }

    void add(Place place, Code code, String message, String help) {
        add(place, code, message, Optional.of(help), Optional.empty());
    }

    void add(Place place, Code code, String message, Optional<String> help) {
        add(place, code, message, help, Optional.empty());
    }

    /** A problem that two places make together. */
    void add(Place place, Code code, String message, String help, Place related) {
        add(place, code, message, Optional.of(help), Optional.of(related));
    }

    int count() {
        return found.size();
    }

    boolean hasErrors() {
        return found.stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
    }

    /** In the order of the files' first problems, and by position within each file. */
    List<Problem> sorted() {
        List<String> files =
                found.stream().map(problem -> problem.place().file()).distinct().toList();
        return found.stream()
                .sorted(Comparator.<Problem>comparingInt(
                                problem -> files.indexOf(problem.place().file()))
                        .thenComparingInt(problem -> problem.place().line())
                        .thenComparingInt(problem -> problem.place().column())
                        .thenComparing(Problem::code))
                .distinct()
                .toList();
    }
}
