package dev.tminus.app.settings;

import dev.tminus.reader.YamlDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the user has set: command line, then environment variables, then the project's {@code tminus.yaml} (the nearest one
 * upwards), then the user's own {@code tminus/config.yaml}. Files are read when a setting is asked for.
 */
public final class Settings {

    private static final Set<String> KEYS = Set.of("journal");

    private final Map<String, String> variables;
    private final Path folder;

    public Settings(Map<String, String> variables, Path folder) {
        this.variables = Map.copyOf(variables);
        this.folder = folder;
    }

    /** A journal's address and who named it. */
    public record Named(String url, String saidBy) {}

    /** Where the journal is; empty for the embedded one. */
    public Optional<Named> journal(Optional<String> option) {
        if (option.isPresent()) {
            return option.map(url -> new Named(url, "--journal"));
        }
        String variable = variables.getOrDefault("TMINUS_JOURNAL", "");
        if (!variable.isEmpty()) {
            return Optional.of(new Named(variable, "TMINUS_JOURNAL"));
        }
        return project().flatMap(Settings::journalIn).or(() -> journalIn(configuration()));
    }

    private Optional<Path> project() {
        for (Path at = folder.toAbsolutePath(); at != null; at = at.getParent()) {
            Path file = at.resolve("tminus.yaml");
            if (Files.isRegularFile(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    private static Optional<Named> journalIn(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        Map<String, Object> values = read(file);
        Optional<String> unknown =
                values.keySet().stream().filter(key -> !KEYS.contains(key)).findFirst();
        if (unknown.isPresent()) {
            throw new SettingsException("%s: unknown setting \"%s\"; known are: %s"
                    .formatted(file, unknown.get(), String.join(", ", KEYS)));
        }
        return Optional.ofNullable(values.get("journal")).map(url -> new Named(String.valueOf(url), file.toString()));
    }

    private static Map<String, Object> read(Path file) {
        try {
            return YamlDocument.read(file.toString(), Files.readAllBytes(file));
        } catch (IOException unreadable) {
            throw new SettingsException("settings %s cannot be read: %s".formatted(file, unreadable.getMessage()));
        } catch (IllegalArgumentException notYaml) {
            throw new SettingsException("settings cannot be used:\n" + notYaml.getMessage());
        }
    }

    /** The user's own settings. */
    public Path configuration() {
        return folder("XDG_CONFIG_HOME", ".config").resolve("config.yaml");
    }

    /** Private files of runs, reports of faults. */
    public Path stateFolder() {
        return folder("XDG_STATE_HOME", ".local/state");
    }

    /** The XDG rules: a variable counts only where it holds an absolute path. */
    private Path folder(String variable, String underHome) {
        String named = variables.getOrDefault(variable, "");
        Path base = named.startsWith("/")
                ? Path.of(named)
                : Path.of(variables.getOrDefault("HOME", System.getProperty("user.home")))
                        .resolve(underHome);
        return base.resolve("tminus");
    }
}
