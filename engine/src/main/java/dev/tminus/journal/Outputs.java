package dev.tminus.journal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The store of what steps printed, addressed by digest: equal output is kept once. Safe to share between threads. */
public interface Outputs {
    /** The size of a piece: small enough to hold several in memory, large enough that a row each costs little. */
    int CHUNK_BYTES = 256 * 1024;

    /** Per output. A step that prints more is better read in a file; what is kept shows how it began. */
    long MOST_KEPT = 64L << 20;

    /** Takes in output as it comes, in constant memory; one writer belongs to one thread. */
    OutputWriter writer();

    /** Stores a stream to its end; the caller closes it. */
    default Output store(InputStream output) throws IOException {
        try (OutputWriter writer = writer()) {
            output.transferTo(writer);
            return writer.finish();
        }
    }

    /**
     * Copies stored output, followed by a notice in square brackets when it had been cut.
     *
     * @return false when nothing is stored under the digest
     */
    boolean read(String sha256, OutputStream to) throws IOException;
}
