package dev.tminus.engine;

import dev.tminus.journal.Outputs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What differs between two facts whose values are the digests of texts in the journal's store: their lines. */
final class FactDifferences {

    /** A person reads these before deciding; of more than that the number tells enough. */
    private static final int MOST = 40;

    private final Outputs outputs;

    FactDifferences(Outputs outputs) {
        this.outputs = outputs;
    }

    /** {@code - } and a line that only the rehearsal had, {@code + } and one that is only here; none where no text is kept. */
    List<String> between(String rehearsed, String here) {
        Optional<List<String>> before = lines(rehearsed);
        Optional<List<String>> now = lines(here);
        if (before.isEmpty() || now.isEmpty()) {
            return List.of();
        }
        List<String> all = new ArrayList<>();
        only(before.get(), now.get()).forEach(line -> all.add("- " + line));
        only(now.get(), before.get()).forEach(line -> all.add("+ " + line));
        all.sort(Comparator.comparing((String line) -> line.substring(2)).thenComparing(Comparator.reverseOrder()));
        List<String> shown = new ArrayList<>(all.stream().limit(MOST).toList());
        if (all.size() > MOST) {
            shown.add("and %d more lines".formatted(all.size() - MOST));
        }
        return shown;
    }

    private static List<String> only(List<String> these, List<String> those) {
        Set<String> others = new HashSet<>(those);
        return these.stream().filter(line -> !others.contains(line)).toList();
    }

    private Optional<List<String>> lines(String digest) {
        if (!digest.matches("[0-9a-f]{64}")) {
            return Optional.empty();
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            return outputs.read(digest, text)
                    ? Optional.of(text.toString(StandardCharsets.UTF_8).lines().toList())
                    : Optional.empty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("text %s cannot be read".formatted(digest), unreadable);
        }
    }
}
