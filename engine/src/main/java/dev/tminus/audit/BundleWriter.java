package dev.tminus.audit;

import dev.tminus.journal.Journal;
import dev.tminus.run.RunId;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** Writes a run as files that can be checked without Tminus and without its journal. */
public final class BundleWriter {

    private static final String README = """
            Run %s, exported by Tminus.

            events.jsonl      the journal of the run, byte for byte, one event a line
            plan-N.json       the plan that event N fixed (the same text as in that event)
            output/DIGEST     what a step printed, or a file that a person attached, by its SHA-256
            bundle.json       the run, and where its events end
            MANIFEST.sha256   the digest of every other file

            How to check it without Tminus:

                sha256sum --check MANIFEST.sha256

            Each event names in "prev" the SHA-256 of the line before it, newline included, the first one 64 zeros:

                prev=%s
                while IFS= read -r line; do
                    case $line in *'"prev":"'$prev'"'*) ;; *) echo "broken before: $line" ;; esac
                    prev=$(printf '%%s\\n' "$line" | sha256sum | cut -d' ' -f1)
                done < events.jsonl
                echo "$prev"

            The last line must be the hash in bundle.json, and that must be what Tminus' journal, a report or a person
            noted of this run at the time: whoever can write a whole new chain is found only by comparing its end.
            Output longer than 64 MiB is cut in the journal; its digest is that of all of it.
            """;

    private BundleWriter() {}

    /**
     * @param folder is made; where it is there already it must be empty
     * @return what was found while everything was written and read again
     */
    public static Audit write(Journal journal, RunId run, Path folder) throws IOException {
        Evidence evidence = Evidence.of(journal, run);
        empty(folder);
        Files.createDirectories(folder.resolve(Bundle.OUTPUT));
        try (Writer events = Files.newBufferedWriter(folder.resolve(Bundle.EVENTS))) {
            for (String line : evidence.lines()) {
                events.write(line);
                events.write('\n');
            }
        }
        for (Map.Entry<String, String> plan : Plans.in(evidence.lines()).entrySet()) {
            Files.writeString(folder.resolve(plan.getKey()), plan.getValue() + "\n");
        }
        for (String sha256 : Printed.in(evidence.lines()).keySet()) {
            output(evidence, sha256, folder.resolve(Bundle.OUTPUT + sha256));
        }
        Files.writeString(
                folder.resolve(Bundle.FACTS),
                "{\"format\":\"%s\",\"run\":\"%s\",\"seq\":%d,\"hash\":\"%s\"}\n"
                        .formatted(
                                Bundle.FORMAT,
                                run.value(),
                                evidence.head().seq(),
                                evidence.head().hash()));
        Files.writeString(folder.resolve("README.txt"), README.formatted(run.value(), "0".repeat(64)));
        new Manifest(folder).write();
        return Audit.of(folder);
    }

    private static void output(Evidence evidence, String sha256, Path file) throws IOException {
        boolean there;
        try (OutputStream to = Files.newOutputStream(file)) {
            there = evidence.outputs().read(sha256, to);
        }
        if (!there) {
            Files.delete(file);
        }
    }

    private static void empty(Path folder) throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new BundleException("%s is a file; name a folder".formatted(folder));
        }
        if (Files.isDirectory(folder)) {
            try (Stream<Path> inside = Files.list(folder)) {
                if (inside.findAny().isPresent()) {
                    throw new BundleException("%s is not empty; name a new folder".formatted(folder));
                }
            }
        }
    }
}
