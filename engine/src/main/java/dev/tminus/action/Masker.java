package dev.tminus.action;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Hides secret values, and the forms they take when encoded, in text and in streams of bytes.
 *
 * <p>Immutable and safe for threads; a {@link MaskingStream} it makes belongs to one thread. A value shorter than
 * {@value #SHORTEST} bytes is not hidden: masking every {@code 1} would destroy the output and hide nothing. Secrets
 * that a command reverses, encrypts or prints in pieces cannot be recognised.
 */
public final class Masker {

    /** What stands in place of a secret. */
    public static final String MASK = "***";

    /** Masks nothing. */
    public static final Masker NONE = new Masker(Set.of());

    /** In bytes. */
    public static final int SHORTEST = 4;

    private final Automaton automaton;

    public Masker(Collection<String> secrets) {
        Set<String> forms = new LinkedHashSet<>();
        for (String secret : secrets) {
            forms.addAll(SecretForms.of(secret));
        }
        automaton = Automaton.of(forms.stream()
                .map(form -> form.getBytes(StandardCharsets.UTF_8))
                .filter(form -> form.length >= SHORTEST)
                .toList());
    }

    /** The text with every secret in it replaced by {@value #MASK}. */
    public String mask(String text) {
        if (automaton.isEmpty() || text.isEmpty()) {
            return text;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Collected collected = new Collected(bytes.length);
        try (MaskingStream stream = stream(collected)) {
            stream.write(bytes, 0, bytes.length);
        }
        return collected.masked() ? collected.text() : text;
    }

    /** A value with the secrets in its texts hidden, however deep they lie. */
    public Object maskAll(Object value) {
        if (value instanceof String text) {
            return mask(text);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(this::maskAll).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach((key, item) -> copy.put(mask(String.valueOf(key)), maskAll(item)));
            return copy;
        }
        return value;
    }

    /** Masks bytes as they come, whatever the pieces; what it gives on is the same as if all had come at once. */
    public MaskingStream stream(MaskingStream.Target target) {
        return new MaskingStream(automaton, target);
    }

    /** Collects what {@link #mask} gives; remembers whether anything was replaced, so that clean text stays itself. */
    private static final class Collected implements MaskingStream.Target {
        private byte[] bytes;
        private int length;
        private boolean masked;

        private Collected(int expected) {
            bytes = new byte[expected];
        }

        @Override
        public void take(byte[] source, int from, int count) {
            if (length + count > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
            }
            System.arraycopy(source, from, bytes, length, count);
            length += count;
            masked |= source == MaskingStream.MASK_BYTES;
        }

        private boolean masked() {
            return masked;
        }

        private String text() {
            return new String(bytes, 0, length, StandardCharsets.UTF_8);
        }
    }
}
