package dev.tminus.action;

import java.nio.charset.StandardCharsets;

/**
 * Masks a stream of bytes in constant memory: it holds back no more than the longest secret form.
 *
 * <p>Neighbouring or overlapping secrets become one mask. Belongs to one thread.
 */
public final class MaskingStream implements AutoCloseable {

    static final byte[] MASK_BYTES = Masker.MASK.getBytes(StandardCharsets.UTF_8);

    /** Takes masked bytes; must copy what it keeps. */
    @FunctionalInterface
    public interface Target {
        void take(byte[] bytes, int from, int count);
    }

    private final Automaton automaton;
    private final Target target;

    /** Bytes not given on yet because a secret may begin in them, and whether each belongs to one. */
    private final byte[] held;

    private final boolean[] secret;
    private int heldCount;
    private int state = Automaton.START;
    private boolean maskJustGiven;

    MaskingStream(Automaton automaton, Target target) {
        this.automaton = automaton;
        this.target = target;
        held = new byte[automaton.longest() + 1];
        secret = new boolean[held.length];
    }

    public void write(byte[] bytes, int from, int count) {
        int at = from;
        int end = from + count;
        while (at < end) {
            if (state == Automaton.START && heldCount == 0) {
                int clean = at;
                while (clean < end && automaton.ignores(bytes[clean])) {
                    clean++;
                }
                give(bytes, at, clean - at);
                at = clean;
            }
            if (at < end) {
                step(bytes[at++]);
            }
        }
    }

    /** Gives on what is held: nothing more can complete a secret. */
    public void flush() {
        release(heldCount);
        state = Automaton.START;
    }

    @Override
    public void close() {
        flush();
    }

    private void step(byte next) {
        state = automaton.next(state, next);
        held[heldCount] = next;
        secret[heldCount] = false;
        heldCount++;
        int matched = automaton.matched(state);
        for (int i = heldCount - matched; i < heldCount; i++) {
            secret[i] = true;
        }
        release(heldCount - automaton.depth(state));
    }

    /** Only the last {@code depth} bytes can still become part of a secret; what stands before them is settled. */
    private void release(int count) {
        int at = 0;
        while (at < count) {
            int run = at;
            while (run < count && secret[run] == secret[at]) {
                run++;
            }
            if (!secret[at]) {
                give(held, at, run - at);
            } else if (!maskJustGiven) {
                target.take(MASK_BYTES, 0, MASK_BYTES.length);
                maskJustGiven = true;
            }
            at = run;
        }
        heldCount -= count;
        System.arraycopy(held, count, held, 0, heldCount);
        System.arraycopy(secret, count, secret, 0, heldCount);
    }

    private void give(byte[] bytes, int from, int count) {
        if (count > 0) {
            target.take(bytes, from, count);
            maskJustGiven = false;
        }
    }
}
