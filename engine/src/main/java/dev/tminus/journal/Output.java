package dev.tminus.journal;

/**
 * Output that was put into the store.
 *
 * @param sha256 the digest of all of it, also of what was not kept
 * @param size how many bytes it was
 * @param kept how many of them, from the first on, are in the store
 */
public record Output(String sha256, long size, long kept) {
    public boolean isCut() {
        return kept < size;
    }
}
