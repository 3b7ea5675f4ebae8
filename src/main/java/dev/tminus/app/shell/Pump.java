package dev.tminus.app.shell;

import dev.tminus.action.Masker;
import dev.tminus.action.MaskingStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Carries one stream of a step from its pipe through the mask to those who keep and show it, in constant memory.
 *
 * <p>The answer is whether the last writer closed the pipe. If not, a process the step left behind holds it, and the
 * channel was closed here.
 */
final class Pump implements Callable<Boolean> {

    /** What a pipe holds; reading more at once is not possible. */
    private static final int BUFFER = 64 * 1024;

    private static final ThreadLocal<byte[]> BUFFERS = ThreadLocal.withInitial(() -> new byte[BUFFER]);

    private final ReadableByteChannel pipe;
    private final Masker masker;
    private final Output output;

    /** Takes masked bytes; whether a full disk stops it is its own affair. */
    @FunctionalInterface
    interface Output {
        void take(byte[] bytes, int from, int count) throws IOException;
    }

    Pump(ReadableByteChannel pipe, Masker masker, Output output) {
        this.pipe = pipe;
        this.masker = masker;
        this.output = output;
    }

    @Override
    public Boolean call() throws IOException {
        byte[] bytes = BUFFERS.get();
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        Gathered gathered = new Gathered();
        try (MaskingStream masked = masker.stream(gathered)) {
            while (pipe.read(buffer) >= 0) {
                masked.write(bytes, 0, buffer.position());
                gathered.giveOn();
                buffer.clear();
            }
            masked.flush();
            gathered.finish();
            return true;
        } catch (ClosedChannelException abandoned) {
            gathered.finish();
            return false;
        }
    }

    /** Gathers the pieces between masks, so that those who keep them are asked once for each read. */
    private final class Gathered implements MaskingStream.Target {
        private final byte[] bytes = new byte[BUFFER];
        private int count;
        private @Nullable IOException failure;

        @Override
        public void take(byte[] source, int from, int length) {
            if (count + length > bytes.length) {
                giveOn();
            }
            if (length > bytes.length) {
                give(source, from, length);
            } else {
                System.arraycopy(source, from, bytes, count, length);
                count += length;
            }
        }

        private void giveOn() {
            give(bytes, 0, count);
            count = 0;
        }

        /** A full disk stops the keeping, never the reading: the program would wait for ever. */
        private void give(byte[] source, int from, int length) {
            try {
                if (length > 0 && failure == null) {
                    output.take(source, from, length);
                }
            } catch (IOException e) {
                failure = e;
            }
        }

        private void finish() throws IOException {
            giveOn();
            if (failure != null) {
                throw failure;
            }
        }
    }
}
