package dev.tminus.reader;

import dev.tminus.book.Problem;
import dev.tminus.book.Runbook;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came of reading a runbook file.
 *
 * @param runbook the runbook; empty where there is an error
 * @param written the actions as they were written; empty where the file is no runbook
 * @param sources the texts that were read, by file name, to show problems in
 */
public record Reading(
        Optional<Runbook> runbook, List<Problem> problems, List<Written> written, Map<String, Source> sources) {
    public Reading {
        problems = List.copyOf(problems);
        written = List.copyOf(written);
        sources = Map.copyOf(sources);
    }

    /** The problems as people read them; empty text where there are none. */
    public String report() {
        return new ProblemReport(sources).text(problems);
    }
}
