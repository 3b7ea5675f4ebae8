package dev.tminus.action;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Masks a stream of bytes in constant memory: between two writes it holds back no more than the longest secret form.
 *
 * <p>Neighbouring or overlapping secrets become one mask. Belongs to one thread.
 */
public final class MaskingStream implements AutoCloseable {

    static final byte[] MASK_BYTES = Masker.MASK.getBytes(StandardCharsets.UTF_8);

    private static final int BLOCK = 64 * 1024;

    /** Takes masked bytes; must copy what it keeps. */
    @FunctionalInterface
    public interface Target {
        void take(byte[] bytes, int from, int count);
    }

    private final Automaton automaton;
    private final Target target;
    private final Secrets secrets = new Secrets();

    /** What was held back, then the block that is looked at. */
    private byte[] bytes = new byte[0];

    private int count;
    private int state = Automaton.START;
    private boolean maskJustGiven;

    MaskingStream(Automaton automaton, Target target) {
        this.automaton = automaton;
        this.target = target;
    }

    public void write(byte[] source, int from, int length) {
        if (automaton.isEmpty()) {
            give(source, from, length);
            return;
        }
        for (int at = from; at < from + length; at += BLOCK) {
            block(source, at, Math.min(BLOCK, from + length - at));
        }
    }

    /** Gives on what is held: nothing more can complete a secret. */
    public void flush() {
        release(count);
        state = Automaton.START;
    }

    @Override
    public void close() {
        flush();
    }

    private void block(byte[] source, int from, int length) {
        if (count + length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.min(BLOCK, 2 * length) + automaton.longest() + length);
        }
        System.arraycopy(source, from, bytes, count, length);
        state = automaton.scan(bytes, count, count + length, state, secrets);
        count += length;
        // Only the last bytes can still become part of a secret; what stands before them is settled.
        release(count - automaton.depth(state));
    }

    private void release(int settled) {
        int at = 0;
        int used = 0;
        while (used < secrets.size && secrets.starts[used] < settled) {
            give(bytes, at, secrets.starts[used] - at);
            mask();
            at = Math.min(settled, secrets.ends[used]);
            if (secrets.ends[used] > settled) {
                break;
            }
            used++;
        }
        give(bytes, at, settled - at);
        secrets.forget(used, settled);
        count -= settled;
        System.arraycopy(bytes, settled, bytes, 0, count);
    }

    private void mask() {
        if (!maskJustGiven) {
            target.take(MASK_BYTES, 0, MASK_BYTES.length);
            maskJustGiven = true;
        }
    }

    private void give(byte[] source, int from, int length) {
        if (length > 0) {
            target.take(source, from, length);
            maskJustGiven = false;
        }
    }

    /** Where secrets lie in the bytes, in order, none touching another. */
    private static final class Secrets implements Automaton.Found {
        private int[] starts = new int[16];
        private int[] ends = new int[16];
        private int size;

        @Override
        public void found(int start, int end) {
            int from = start;
            while (size > 0 && ends[size - 1] >= from) {
                size--;
                from = Math.min(from, starts[size]);
            }
            if (size == starts.length) {
                starts = Arrays.copyOf(starts, 2 * size);
                ends = Arrays.copyOf(ends, 2 * size);
            }
            starts[size] = from;
            ends[size] = end;
            size++;
        }

        private void forget(int used, int settled) {
            for (int i = used; i < size; i++) {
                starts[i - used] = Math.max(0, starts[i] - settled);
                ends[i - used] = ends[i] - settled;
            }
            size -= used;
        }
    }
}
