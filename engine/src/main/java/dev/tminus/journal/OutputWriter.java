package dev.tminus.journal;

import dev.tminus.book.Sha256;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts output into chunks and hands each on as it fills. Past the cap bytes are counted and hashed, no longer kept.
 * Belongs to one thread.
 */
public final class OutputWriter extends OutputStream {
    /** Where the chunks go. */
    public interface Shelf {
        /** Keeps a chunk under its digest; may be called again with the same chunk. */
        void keep(String digest, byte[] chunk);

        /** Keeps the list of an output's chunks, the last step. */
        void finish(Output output, List<String> chunks);
    }

    private final Shelf shelf;
    private final long cap;
    private final MessageDigest whole = Sha256.begin();
    private final List<String> chunks = new ArrayList<>();
    private byte[] buffer = new byte[8 * 1024];
    private int filled;
    private long size;
    private long kept;

    public OutputWriter(Shelf shelf, long cap) {
        this.shelf = shelf;
        this.cap = cap;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        whole.update(bytes, offset, length);
        size += length;
        int from = offset;
        int left = (int) Math.min(length, cap - kept);
        while (left > 0) {
            int part = Math.min(left, Outputs.CHUNK_BYTES - filled);
            ensure(filled + part);
            System.arraycopy(bytes, from, buffer, filled, part);
            filled += part;
            kept += part;
            from += part;
            left -= part;
            if (filled == Outputs.CHUNK_BYTES) {
                ship();
            }
        }
    }

    /** Most steps print little, so the buffer grows to a chunk only when it must. */
    private void ensure(int needed) {
        if (needed > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.min(Outputs.CHUNK_BYTES, Math.max(needed, buffer.length * 2)));
        }
    }

    private void ship() {
        byte[] chunk = Arrays.copyOf(buffer, filled);
        String digest = Sha256.of(chunk);
        shelf.keep(digest, chunk);
        chunks.add(digest);
        filled = 0;
    }

    /** Stores what is left and the list of chunks; nothing can be read under the digest before this. */
    public Output finish() {
        if (filled > 0) {
            ship();
        }
        Output output = new Output(Sha256.end(whole), size, kept);
        shelf.finish(output, List.copyOf(chunks));
        return output;
    }

    /** What a reader of cut output is told at its end. */
    public static String cutNotice(long size, long kept) {
        return "\n[tminus kept the first %d of %d bytes of this output]\n".formatted(kept, size);
    }
}
