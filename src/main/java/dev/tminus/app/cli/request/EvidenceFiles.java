package dev.tminus.app.cli.request;

import dev.tminus.app.cli.desk.Desk;
import dev.tminus.app.cli.desk.Refusal;
import dev.tminus.book.Evidence;
import dev.tminus.book.Values;
import dev.tminus.engine.Engine;
import dev.tminus.journal.Output;
import dev.tminus.run.Asked;
import dev.tminus.run.Checklist;
import dev.tminus.run.Request;
import dev.tminus.run.RunId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps the files that people attach: their bytes go into the journal's store, their digest into the event. */
public final class EvidenceFiles {

    private EvidenceFiles() {}

    /** What somebody typed or a file answered, with the files it attaches kept; their paths begin in that folder. */
    public static Request kept(Desk desk, RunId run, Request request, Path folder) {
        if (!(request instanceof Request.Done done) || done.evidence().isEmpty()) {
            return request;
        }
        Map<String, String> given = new LinkedHashMap<>();
        done.evidence().map().forEach((name, value) -> given.put(name, Values.text(value)));
        return new Request.Done(done.step(), kept(desk, run.value(), done.step(), given, folder));
    }

    /** The evidence as it is journaled: a file by name and digest, anything else as given. */
    public static Values kept(Desk desk, String run, String step, Map<String, String> given, Path folder) {
        if (given.isEmpty()) {
            return Values.NONE;
        }
        Engine.Standing standing = desk.read(run);
        List<Evidence> wanted = Checklist.of(standing.plan(), standing.state(), desk.now()).waiting().stream()
                .filter(asked -> asked.step().equals(step))
                .map(Asked::evidence)
                .findFirst()
                .orElse(List.of());
        Map<String, Object> values = new LinkedHashMap<>();
        given.forEach((name, value) -> values.put(
                name,
                wanted.stream().anyMatch(one -> one.name().equals(name) && one.kind() == Evidence.Kind.FILE)
                        ? kept(desk, name, folder.resolve(value))
                        : value));
        return new Values(values);
    }

    private static String kept(Desk desk, String name, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            Output output = desk.journal().outputs().store(in);
            return "%s (sha256 %s, %d bytes)".formatted(file.getFileName(), output.sha256(), output.size());
        } catch (IOException unreadable) {
            throw Refusal.usage("evidence %s: the file %s cannot be read; name one that can".formatted(name, file));
        }
    }
}
