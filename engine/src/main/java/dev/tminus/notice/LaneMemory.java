package dev.tminus.notice;

import java.time.Instant;

/**
 * What is remembered of a lane from one message to the next, by whichever process delivers it.
 *
 * @param trying key of a notice that was about to be sent; empty text where none was
 * @param editedAt when the standing was shown last
 * @param own what the medium itself wants to know
 */
record LaneMemory(String trying, Instant editedAt, String own) {

    static final LaneMemory NONE = new LaneMemory("", Instant.EPOCH, "");

    static LaneMemory read(String text) {
        String[] lines = text.split("\n", 3);
        return lines.length < 3 ? NONE : new LaneMemory(lines[0], Instant.parse(lines[1]), lines[2]);
    }

    String text() {
        return trying + "\n" + editedAt + "\n" + own;
    }

    LaneMemory about(String key) {
        return new LaneMemory(key, editedAt, own);
    }

    LaneMemory shownAt(Instant at) {
        return new LaneMemory(trying, at, own);
    }

    LaneMemory with(String next) {
        return new LaneMemory("", editedAt, next);
    }

    /** Whether anything was sent in this lane that later messages belong to. */
    boolean isBegun() {
        return !own.isEmpty();
    }
}
