package dev.tminus.app.shell;

import dev.tminus.book.Sha256;
import dev.tminus.run.OutputRef;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;

/**
 * Masked output on its way into a file: digest and size of all of it, a bounded part of it kept. Safe for threads.
 *
 * <p>Every piece is on its way to the disk before the next is taken, so that an engine that dies leaves what it had
 * read. The file appears with the first byte.
 */
final class Transcript implements AutoCloseable {

    private final Path file;
    private final long cap;
    private final Digest wanted;
    private final MessageDigest digest = Sha256.begin();
    private final Tail tail = new Tail(OutputRef.TAIL_BYTES);
    private long size;
    private OutputStream sink = OutputStream.nullOutputStream();
    private boolean open;

    /** Whether a digest is taken: it costs more than everything else that is done to a byte. */
    enum Digest {
        TAKEN,
        NONE
    }

    /** Keeps the beginning up to the cap, a notice, and the last 64 KiB. */
    Transcript(Path file, long cap, Digest wanted) {
        this.file = file;
        this.cap = cap;
        this.wanted = wanted;
    }

    synchronized void add(byte[] bytes, int from, int count) throws IOException {
        if (!open && count > 0) {
            sink = Files.newOutputStream(file);
            open = true;
        }
        if (wanted == Digest.TAKEN) {
            digest.update(bytes, from, count);
        }
        tail.add(bytes, from, count);
        if (size < cap) {
            sink.write(bytes, from, (int) Math.min(count, cap - size));
        }
        size += count;
    }

    Path file() {
        return file;
    }

    synchronized long size() {
        return size;
    }

    /** The last 64 KiB. */
    synchronized String tail() {
        return tail.text();
    }

    /** Whether {@link #tail()} is all of it. */
    synchronized boolean isWhole() {
        return size <= OutputRef.TAIL_BYTES;
    }

    /**
     * Ends the file and gives the digest, if one is taken: like the size, that of the whole output, kept or not. Nothing
     * may be added afterwards.
     */
    synchronized String finish() throws IOException {
        String sha256 = wanted == Digest.TAKEN ? Sha256.end(digest) : "not taken";
        if (size > cap) {
            byte[] last = tail.bytes();
            int missing = (int) Math.min(last.length, size - cap);
            sink.write("%n[tminus: the output has %d bytes, sha256 %s; kept are the first %d and, below, the last %d]%n"
                    .formatted(size, sha256, cap, missing)
                    .getBytes(StandardCharsets.UTF_8));
            sink.write(last, last.length - missing, missing);
        }
        close();
        return sha256;
    }

    @Override
    public synchronized void close() throws IOException {
        sink.close();
        sink = OutputStream.nullOutputStream();
    }
}
