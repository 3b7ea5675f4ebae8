package dev.tminus.action;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Replaces secret values in text. Safe for threads. */
public final class Masker {

    private static final String MASK = "***";

    private final List<String> secrets;

    public Masker(Collection<String> secrets) {
        this.secrets = secrets.stream()
                .filter(secret -> !secret.isBlank())
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    public String mask(String text) {
        String masked = text;
        for (String secret : secrets) {
            masked = masked.replace(secret, MASK);
        }
        return masked;
    }
}
