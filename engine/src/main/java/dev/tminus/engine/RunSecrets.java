package dev.tminus.engine;

import dev.tminus.action.Masker;
import dev.tminus.book.ExpressionException;
import dev.tminus.book.Plan;
import dev.tminus.book.Scope;
import dev.tminus.book.Secret;
import dev.tminus.book.SecretMark;
import dev.tminus.book.Template;
import dev.tminus.run.RunState;
import dev.tminus.run.Scopes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The secrets of one run: fetched at their first use, kept in memory; captured ones also in a file only the user can
 * read, so that another process can go on. Safe for threads.
 */
final class RunSecrets {

    private static final Logger LOG = LoggerFactory.getLogger(RunSecrets.class);
    private static final String SUFFIX = ".secret";

    private final Secrets source;
    private final Path folder;
    private final Map<String, String> known = new ConcurrentHashMap<>();
    private volatile Hidden hidden = new Hidden(Set.of(), Masker.NONE);

    /** The masker made last, and for which values: making one costs milliseconds. */
    private record Hidden(Set<String> values, Masker masker) {}

    RunSecrets(Secrets source, Path folder) {
        this.source = source;
        this.folder = folder;
    }

    /** The value with every mark in it replaced. */
    Object reveal(Object value, Plan plan, RunState run, Instant now) {
        if (value instanceof String text) {
            return SecretMark.replace(text, name -> value(name, plan, run, now));
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            list.forEach(item -> copy.add(reveal(item, plan, run, now)));
            return Collections.unmodifiableList(copy);
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach((key, item) -> copy.put(String.valueOf(key), reveal(item, plan, run, now)));
            return Collections.unmodifiableMap(copy);
        }
        return value;
    }

    /** Hides every secret known so far. */
    Masker masker() {
        Set<String> values = new HashSet<>(known.values());
        Hidden last = hidden;
        if (!last.values().equals(values)) {
            last = new Hidden(values, new Masker(values));
            hidden = last;
        }
        return last.masker();
    }

    /** Fetches what can be had without asking anybody, so that it can be hidden; what cannot be had is let be. */
    void learn(Plan plan, RunState run, Instant now) {
        Set<String> names = new HashSet<>(plan.runbook().secrets().keySet());
        names.addAll(plan.environment().secrets().keySet());
        for (String name : names) {
            boolean atHand = plan.secret(name)
                    .filter(secret ->
                            secret.from().equals("env") || secret.from().equals("file"))
                    .isPresent();
            try {
                if (atHand) {
                    value(name, plan, run, now);
                }
            } catch (SecretException | ExpressionException elsewhere) {
                LOG.debug("Secret {} is not at hand here, so it cannot be recognised", name);
            }
        }
        captures().forEach(this::captured);
    }

    /** The names under which steps captured secrets, in whatever process. */
    private List<String> captures() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(SUFFIX))
                    .map(file -> file.substring(0, file.length() - SUFFIX.length()))
                    .filter(name -> !known.containsKey(name))
                    .toList();
        } catch (IOException none) {
            return List.of();
        }
    }

    private String value(String name, Plan plan, RunState run, Instant now) {
        String held = known.get(name);
        if (held != null) {
            return held;
        }
        String fetched =
                plan.secret(name).map(secret -> fetch(secret, plan, run, now)).orElseGet(() -> captured(name));
        known.put(name, fetched);
        return fetched;
    }

    private String fetch(Secret secret, Plan plan, RunState run, Instant now) {
        Map<String, Object> settings = new LinkedHashMap<>();
        for (Map.Entry<String, Template> setting : secret.settings().entrySet()) {
            settings.put(setting.getKey(), setting.getValue().resolve(Scopes.of(plan, run, now)));
        }
        if (secret.from().startsWith("aws_")) {
            settings.put("aws", aws(plan, Scopes.of(plan, run, now)));
        }
        return source.fetch(secret, settings);
    }

    /** Where the environment says that AWS is asked. */
    static Map<String, Object> aws(Plan plan, Scope scope) {
        Map<String, Object> settings = new LinkedHashMap<>();
        plan.environment().aws().forEach((name, template) -> settings.put(name, template.resolve(scope)));
        return settings;
    }

    /** Keeps what a step captured. */
    void capture(Map<String, String> secrets) {
        secrets.forEach((name, value) -> {
            known.put(name, value);
            try {
                Files.createDirectories(folder);
                Path fresh = Files.createTempFile(
                        folder,
                        "capture",
                        ".new",
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(fresh, value);
                Files.move(fresh, file(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException unwritten) {
                throw new UncheckedIOException(
                        "captured secret %s cannot be kept in %s".formatted(name, folder), unwritten);
            }
        });
    }

    private String captured(String name) {
        try {
            String value = Files.readString(file(name), StandardCharsets.UTF_8);
            known.put(name, value);
            return value;
        } catch (NoSuchFileException gone) {
            throw new SecretException(name, "it was captured by a step in another place; run that step again");
        } catch (IOException unreadable) {
            throw new SecretException(name, "its file cannot be read: " + unreadable.getMessage());
        }
    }

    private Path file(String name) {
        return folder.resolve(name.replaceAll("[^a-z0-9_.]", "-") + SUFFIX);
    }
}
