package dev.tminus.run;

/**
 * What a step printed, masked: the digest and size of all of it, and its last part (64 KiB at most). The whole lies in
 * the journal's output store under the digest.
 */
public record OutputRef(String sha256, long size, String tail) {
    public static final int TAIL_BYTES = 64 * 1024;
}
