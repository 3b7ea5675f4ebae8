package dev.tminus.audit;

import dev.tminus.journal.Head;
import dev.tminus.journal.Journal;
import dev.tminus.run.RunId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What came of checking a run.
 *
 * @param problems what does not hold, each with its place; empty where everything holds
 * @param outputs how many outputs and attached files its lines name
 * @param cut how many of those are longer than what is kept of one
 */
public record Audit(String run, Head head, int outputs, long cut, List<String> problems) {

    public Audit {
        problems = List.copyOf(problems);
    }

    /**
     * Of a run in a journal.
     *
     * @throws dev.tminus.journal.BrokenChainException when a line was changed or is missing
     */
    public static Audit of(Journal journal, RunId run) throws IOException {
        Evidence evidence = Evidence.of(journal, run);
        return of(evidence, evidence.problems());
    }

    /**
     * Of an exported bundle; needs no journal.
     *
     * @throws BundleException when the folder is no bundle
     */
    public static Audit of(Path folder) throws IOException {
        Bundle bundle = new Bundle(folder);
        return of(bundle.evidence(), bundle.problems());
    }

    private static Audit of(Evidence evidence, List<String> problems) {
        return new Audit(
                evidence.run(), evidence.head(), Printed.in(evidence.lines()).size(), evidence.cut(), problems);
    }

    public boolean holds() {
        return problems.isEmpty();
    }
}
