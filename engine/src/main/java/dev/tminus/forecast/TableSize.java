package dev.tminus.forecast;

/** How large a table is, as the catalog says: its own bytes, its rows, the bytes of its indexes. */
public record TableSize(long bytes, long rows, long indexBytes) {

    public static final TableSize UNKNOWN = new TableSize(0, 0, 0);

    public TableSize {
        if (bytes < 0 || rows < 0 || indexBytes < 0) {
            throw new IllegalArgumentException("sizes must not be negative, were %d bytes, %d rows, %d index bytes"
                    .formatted(bytes, rows, indexBytes));
        }
    }

    public long total() {
        return bytes + indexBytes;
    }
}
