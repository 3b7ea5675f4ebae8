package dev.tminus.journal;

import dev.tminus.run.RunId;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What every line says before the event itself: which format, which run, which place in it, what came before.
 *
 * @param previous the hash of the line before, 64 zeros for the first
 * @param epoch the epoch of the engine that wrote the line; absent when a person's command did
 */
public record Envelope(RunId run, long seq, String previous, OptionalLong epoch) {
    static final String FORMAT = "tminus-event/1";
    static final String TYPE = "type";
    static final Set<String> KEYS = Set.of("v", "run", "seq", "prev", "writer_epoch", TYPE);

    public Envelope {
        if (seq < 1) {
            throw new IllegalArgumentException("seq must be at least 1, was " + seq);
        }
        if (previous.length() != HashChain.HEX_LENGTH) {
            throw new IllegalArgumentException("previous must be 64 hex digits, was '%s'".formatted(previous));
        }
    }

    /** The place after a head. */
    static Envelope after(RunId run, Head head, OptionalLong epoch) {
        return new Envelope(run, head.seq() + 1, head.hash(), epoch);
    }

    boolean follows(RunId aRun, Head head) {
        return run.equals(aRun) && seq == head.seq() + 1 && previous.equals(head.hash());
    }

    /** Begins the line; the event's own members follow. */
    void write(String type, StringBuilder out) {
        out.append("{\"v\":\"").append(FORMAT).append("\",\"run\":\"").append(run.value());
        out.append("\",\"seq\":")
                .append(seq)
                .append(",\"prev\":\"")
                .append(previous)
                .append('"');
        epoch.ifPresent(value -> out.append(",\"writer_epoch\":").append(value));
        out.append(",\"type\":\"").append(type).append('"');
    }

    static Envelope read(Map<String, Object> line) {
        OptionalLong epoch =
                line.containsKey("writer_epoch") ? OptionalLong.of(number(line, "writer_epoch")) : OptionalLong.empty();
        return new Envelope(new RunId(text(line, "run")), number(line, "seq"), text(line, "prev"), epoch);
    }

    static String text(Map<String, Object> line, String key) {
        if (line.get(key) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("the line has no text '%s'".formatted(key));
    }

    private static long number(Map<String, Object> line, String key) {
        if (line.get(key) instanceof Long number) {
            return number;
        }
        throw new IllegalArgumentException("the line has no number '%s'".formatted(key));
    }
}
