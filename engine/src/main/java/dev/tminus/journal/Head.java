package dev.tminus.journal;

/** Where a run's list of events ends: how many there are and the hash of the last. */
public record Head(long seq, String hash) {
    /** Before the first event. */
    public static final Head EMPTY = new Head(0, HashChain.START);

    public Head {
        if (seq < 0) {
            throw new IllegalArgumentException("seq must not be negative, was " + seq);
        }
        if (hash.length() != HashChain.HEX_LENGTH) {
            throw new IllegalArgumentException("hash must be 64 hex digits, was '%s'".formatted(hash));
        }
    }

    @Override
    public String toString() {
        return seq + ":" + hash.substring(0, 16);
    }
}
