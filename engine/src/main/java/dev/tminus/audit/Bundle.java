package dev.tminus.audit;

import dev.tminus.journal.Head;
import dev.tminus.journal.JsonLine;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A run as files, which common tools can check: {@link BundleWriter} makes them. */
final class Bundle {

    static final String FORMAT = "tminus.bundle/1";
    static final String EVENTS = "events.jsonl";
    static final String FACTS = "bundle.json";
    static final String OUTPUT = "output/";

    private final Path folder;

    Bundle(Path folder) {
        this.folder = folder;
    }

    Evidence evidence() throws IOException {
        Map<String, Object> facts;
        try {
            facts = JsonLine.parse(text(FACTS).strip());
        } catch (IllegalArgumentException unreadable) {
            throw new BundleException("%s: %s".formatted(folder.resolve(FACTS), unreadable.getMessage()));
        }
        if (!FORMAT.equals(facts.get("format"))
                || !(facts.get("run") instanceof String run)
                || !(facts.get("seq") instanceof Long seq)
                || !(facts.get("hash") instanceof String hash)
                || !hash.matches("[0-9a-f]{64}")) {
            throw new BundleException("%s is not of the format %s".formatted(folder.resolve(FACTS), FORMAT));
        }
        return new Evidence(run, lines(), new Head(seq, hash), this::read);
    }

    /** Without their newlines; what follows the last newline is a line too, so that nothing is left out. */
    private List<String> lines() throws IOException {
        String text = text(EVENTS);
        List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
        if (lines.get(lines.size() - 1).isEmpty()) {
            lines.remove(lines.size() - 1);
        }
        return lines;
    }

    private boolean read(String sha256, OutputStream to) throws IOException {
        Path file = folder.resolve(OUTPUT + sha256);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        Files.copy(file, to);
        return true;
    }

    private String text(String name) throws IOException {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new BundleException(
                    "%s is not there; name the folder that `tminus audit export` wrote".formatted(file));
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw new BundleException("%s is not UTF-8: it was changed".formatted(file));
        }
    }

    /** What does not hold: the chain, the outputs, the plans, and files that are not what the manifest says. */
    List<String> problems() throws IOException {
        Evidence evidence = evidence();
        List<String> problems = new ArrayList<>(evidence.problems());
        for (Map.Entry<String, String> plan : Plans.in(evidence.lines()).entrySet()) {
            if (!Files.isRegularFile(folder.resolve(plan.getKey()), LinkOption.NOFOLLOW_LINKS)
                    || !text(plan.getKey()).equals(plan.getValue() + "\n")) {
                problems.add("%s: it is not the plan that the events hold".formatted(plan.getKey()));
            }
        }
        problems.addAll(new Manifest(folder).problems());
        return problems;
    }
}
