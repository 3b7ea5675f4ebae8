package dev.tminus.app.postgres;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;

/** A schema as sorted lines, one for each thing it is made of, and the digest over them. */
record Fingerprint(String digest, List<String> lines) {

    Fingerprint {
        lines = List.copyOf(lines);
    }

    static Fingerprint of(List<String> lines) {
        List<String> sorted = lines.stream().sorted().toList();
        return new Fingerprint(sha256(String.join("\n", sorted)), sorted);
    }

    /** What this one lacks of the other ({@code - }) and has beyond it ({@code + }), sorted by what it is about. */
    List<String> differenceFrom(Fingerprint before) {
        TreeSet<String> missing = new TreeSet<>(before.lines);
        lines.forEach(missing::remove);
        TreeSet<String> added = new TreeSet<>(lines);
        before.lines.forEach(added::remove);
        List<String> differences = new ArrayList<>();
        missing.forEach(line -> differences.add("- " + line));
        added.forEach(line -> differences.add("+ " + line));
        differences.sort((one, other) -> one.substring(2).compareTo(other.substring(2)));
        return differences;
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
