package dev.tminus.audit;

import dev.tminus.journal.HashChain;
import dev.tminus.journal.Head;
import dev.tminus.journal.History;
import dev.tminus.journal.Journal;
import dev.tminus.journal.Outputs;
import dev.tminus.run.RunId;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What proves how a run went: its lines, each of which names the hash of the one before it, and what its steps printed, named
 * by its digest.
 *
 * @param head where the lines should end
 * @param outputs gives what is kept under a digest
 */
record Evidence(String run, List<String> lines, Head head, Source outputs) {

    Evidence {
        lines = List.copyOf(lines);
    }

    /** Where output is read from. */
    interface Source {
        /** @return false where there is none under that digest */
        boolean read(String sha256, OutputStream to) throws IOException;
    }

    /** What a journal holds. */
    static Evidence of(Journal journal, RunId run) {
        History history = journal.read(run);
        Outputs outputs = journal.outputs();
        return new Evidence(run.value(), history.lines(), history.head(), outputs::read);
    }

    /** Everything in it that does not hold, each as a sentence that names the line or the output. */
    List<String> problems() throws IOException {
        List<String> problems = new ArrayList<>();
        Optional<HashChain.Break> broken = HashChain.verify(run, Head.EMPTY, lines.iterator(), head);
        broken.ifPresent(found -> problems.add("line %d: %s%s".formatted(found.seq(), found.what(), place(found))));
        SortedMap<String, Long> printed = Printed.in(lines);
        for (String sha256 : printed.keySet()) {
            problem(sha256, printed.get(sha256)).ifPresent(problems::add);
        }
        return problems;
    }

    /** A line that was changed shows in the one that follows it. */
    private static String place(HashChain.Break found) {
        return found.seq() > 1 ? "; line %d or line %d was changed".formatted(found.seq() - 1, found.seq()) : "";
    }

    private Optional<String> problem(String sha256, long size) throws IOException {
        Digest digest = new Digest();
        if (!outputs.read(sha256, digest)) {
            return Optional.of("output %s: it is named by an event and is not there".formatted(sha256));
        }
        boolean cut = size > Outputs.MOST_KEPT;
        return cut || digest.hex().equals(sha256)
                ? Optional.empty()
                : Optional.of("output %s: its bytes have the digest %s".formatted(sha256, digest.hex()));
    }

    /** How many outputs are longer than what is kept of one: their digests are those of more than is there. */
    long cut() {
        return Printed.in(lines).values().stream()
                .filter(size -> size > Outputs.MOST_KEPT)
                .count();
    }
}
