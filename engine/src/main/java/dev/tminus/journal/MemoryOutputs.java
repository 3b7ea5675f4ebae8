package dev.tminus.journal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Output kept in this process. Safe to share between threads. */
final class MemoryOutputs implements Outputs, OutputWriter.Shelf {

    private record Kept(Output output, List<String> chunks) {}

    private final Map<String, byte[]> chunks = new ConcurrentHashMap<>();
    private final Map<String, Kept> outputs = new ConcurrentHashMap<>();

    @Override
    public OutputWriter writer() {
        return new OutputWriter(this, MOST_KEPT);
    }

    @Override
    public void keep(String digest, byte[] chunk) {
        chunks.put(digest, chunk);
    }

    @Override
    public void finish(Output output, List<String> parts) {
        outputs.put(output.sha256(), new Kept(output, parts));
    }

    @Override
    public boolean read(String sha256, OutputStream to) throws IOException {
        Kept kept = outputs.get(sha256);
        if (kept == null) {
            return false;
        }
        for (String digest : kept.chunks) {
            to.write(chunks.get(digest));
        }
        if (kept.output.isCut()) {
            String notice = OutputWriter.cutNotice(kept.output.size(), kept.output.kept());
            to.write(notice.getBytes(StandardCharsets.UTF_8));
        }
        return true;
    }
}
