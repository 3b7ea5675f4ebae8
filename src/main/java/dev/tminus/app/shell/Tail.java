package dev.tminus.app.shell;

import java.nio.charset.StandardCharsets;

/** The last bytes of a stream. */
final class Tail {

    private final int most;
    private byte[] ring = new byte[1024];
    private long count;

    Tail(int most) {
        this.most = most;
    }

    void add(byte[] bytes, int from, int length) {
        int start = Math.max(from, from + length - most);
        count += start - from;
        grow(Math.min(most, count + from + length - start));
        for (int at = start; at < from + length; ) {
            int place = (int) (count % ring.length);
            int part = Math.min(ring.length - place, from + length - at);
            System.arraycopy(bytes, at, ring, place, part);
            at += part;
            count += part;
        }
    }

    byte[] bytes() {
        int kept = (int) Math.min(count, most);
        byte[] tail = new byte[kept];
        for (int i = 0; i < kept; i++) {
            tail[i] = ring[(int) ((count - kept + i) % ring.length)];
        }
        return tail;
    }

    /** As text that begins with a whole character; what no text may hold is shown as U+FFFD. */
    String text() {
        byte[] bytes = bytes();
        int start = 0;
        while (count > bytes.length && start < Math.min(3, bytes.length) && (bytes[start] & 0xc0) == 0x80) {
            start++;
        }
        // A database refuses NUL in text.
        return new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8).replace('\0', '\ufffd');
    }

    /** Grows only while nothing has wrapped around yet, so that places stay valid. */
    private void grow(long needed) {
        if (needed > ring.length) {
            byte[] larger = new byte[(int) Math.min(most, Math.max(needed, 2L * ring.length))];
            byte[] kept = ring;
            System.arraycopy(kept, 0, larger, 0, kept.length);
            ring = larger;
        }
    }
}
