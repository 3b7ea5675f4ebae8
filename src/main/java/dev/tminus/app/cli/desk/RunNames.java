package dev.tminus.app.cli.desk;

import dev.tminus.journal.Journal;
import dev.tminus.journal.RunFacts;
import dev.tminus.journal.RunFilter;
import dev.tminus.reader.DidYouMean;
import dev.tminus.run.RunId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the run that a person names in full or by an unmistakable beginning or end. */
final class RunNames {

    /** Older runs must be named in full. */
    private static final int LOOKED_AT = 1000;

    private RunNames() {}

    static RunId find(Journal journal, String name) {
        Optional<RunId> exact = exact(journal, name);
        if (exact.isPresent()) {
            return exact.get();
        }
        List<String> all = journal.runs(RunFilter.ALL, LOOKED_AT).stream()
                .map(facts -> facts.run().value())
                .toList();
        List<String> matches = all.stream()
                .filter(id -> id.startsWith(name) || id.endsWith(name))
                .toList();
        if (matches.size() == 1) {
            return new RunId(matches.get(0));
        }
        if (matches.size() > 1) {
            throw Refusal.usage("\"%s\" could be any of these runs: %s; name one of them in full"
                    .formatted(name, matches.stream().limit(10).collect(Collectors.joining(", "))));
        }
        throw Refusal.usage("there is no run \"%s\" in this journal%s; list them with: tminus runs"
                .formatted(
                        name,
                        DidYouMean.help(name, all)
                                .map(help -> " (" + help + ")")
                                .orElse("")));
    }

    private static Optional<RunId> exact(Journal journal, String name) {
        try {
            return journal.find(new RunId(name)).map(RunFacts::run);
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }

    /** The newest run that has not ended, else the newest of all. */
    static RunId newest(Journal journal) {
        return journal.runs(RunFilter.ALL.open(), 1).stream()
                .findFirst()
                .or(() -> journal.runs(RunFilter.ALL, 1).stream().findFirst())
                .map(RunFacts::run)
                .orElseThrow(() -> Refusal.usage("there is no run in this journal yet; start one with: tminus run"));
    }
}
