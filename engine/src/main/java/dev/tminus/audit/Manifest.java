package dev.tminus.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The digest of every file of a bundle, in the form that {@code sha256sum --check} reads. */
final class Manifest {

    static final String NAME = "MANIFEST.sha256";

    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  (\\S+)");

    private final Path folder;

    Manifest(Path folder) {
        this.folder = folder;
    }

    void write() throws IOException {
        StringBuilder text = new StringBuilder();
        for (String file : files()) {
            text.append(digest(file)).append("  ").append(file).append('\n');
        }
        Files.writeString(folder.resolve(NAME), text);
    }

    List<String> problems() throws IOException {
        Path manifest = folder.resolve(NAME);
        if (!Files.isRegularFile(manifest, LinkOption.NOFOLLOW_LINKS)) {
            return List.of(NAME + ": it is not there");
        }
        List<String> problems = new ArrayList<>();
        SortedMap<String, String> listed = new TreeMap<>();
        for (String line : Files.readAllLines(manifest)) {
            Matcher found = LINE.matcher(line);
            if (found.matches()) {
                listed.put(found.group(2), found.group(1));
            } else {
                problems.add("%s: a line is neither digest nor file: %s".formatted(NAME, line));
            }
        }
        List<String> there = files();
        for (String file : there) {
            if (!listed.containsKey(file)) {
                problems.add("%s: %s does not name it".formatted(file, NAME));
            } else if (!listed.get(file).equals(digest(file))) {
                problems.add("%s: it was changed; its digest is not that of %s".formatted(file, NAME));
            }
        }
        listed.keySet().stream()
                .filter(file -> !there.contains(file))
                .forEach(file -> problems.add("%s: it is not there".formatted(file)));
        return problems;
    }

    /** Every regular file but the manifest, by its path from the folder. */
    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .filter(file -> !file.equals(NAME))
                    .sorted()
                    .toList();
        }
    }

    private String digest(String file) throws IOException {
        Digest digest = new Digest();
        Path path = folder.resolve(file);
        if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            Files.copy(path, digest);
        }
        return digest.hex();
    }
}
