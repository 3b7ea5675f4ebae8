package dev.tminus.app.secrets;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tminus.action.Masker;
import dev.tminus.book.Secret;
import dev.tminus.book.Values;
import dev.tminus.engine.SecretException;
import dev.tminus.engine.Secrets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Fetches secrets of this machine: {@code file} ({@code path}), {@code env} ({@code name}) and {@code command} ({@code
 * command}). With {@code key} the value is that field of a JSON object. One newline at the end of a value is dropped. No message ever holds a value.
 */
public final class LocalSecrets implements Secrets {

    private static final int MAX_BYTES = 1 << 20;
    private static final long COMMAND_SECONDS = 30;

    private final Map<String, String> variables;
    private final Secrets elsewhere;
    private final Consumer<String> warn;

    /**
     * @param elsewhere fetches what is not on this machine
     * @param warn told in a sentence when a secret's file is open to others, or its value too short to be hidden
     */
    public LocalSecrets(Map<String, String> variables, Secrets elsewhere, Consumer<String> warn) {
        this.variables = Map.copyOf(variables);
        this.elsewhere = elsewhere;
        this.warn = warn;
    }

    @Override
    public String fetch(Secret secret, Map<String, Object> settings) {
        String value = switch (secret.from()) {
            case "file" -> file(secret, settings);
            case "env" -> variable(secret, settings);
            case "command" -> command(secret, settings);
            case "aws_secretsmanager", "aws_ssm" -> elsewhere.fetch(secret, settings);
            default ->
                throw new SecretException(
                        secret.name(), "it comes from %s, which is not available here".formatted(secret.from()));
        };
        String key = Values.text(settings.getOrDefault("key", ""));
        if (!key.isEmpty()) {
            value = field(secret, value, key);
        }
        if (value.isEmpty()) {
            throw new SecretException(secret.name(), "it is empty; put the value where the runbook says");
        }
        if (value.getBytes(StandardCharsets.UTF_8).length < Masker.SHORTEST) {
            warn.accept("secret %s is shorter than %d bytes and is not hidden where it is printed; choose a longer one"
                    .formatted(secret.name(), Masker.SHORTEST));
        }
        return value;
    }

    private String file(Secret secret, Map<String, Object> settings) {
        String named = text(secret, settings, "path");
        Path path = Path.of(named.startsWith("~/") ? variables.getOrDefault("HOME", "") + named.substring(1) : named);
        try {
            if (Files.size(path) > MAX_BYTES) {
                throw new SecretException(secret.name(), "file %s is larger than 1 MiB".formatted(path));
            }
            warnIfOpen(secret, path);
            return trimmed(Files.readString(path, StandardCharsets.UTF_8));
        } catch (NoSuchFileException missing) {
            throw new SecretException(
                    secret.name(), "there is no file %s; write the value into it, mode 600".formatted(path));
        } catch (IOException unreadable) {
            throw new SecretException(
                    secret.name(), "file %s cannot be read by this user; check its owner and mode".formatted(path));
        }
    }

    private void warnIfOpen(Secret secret, Path path) throws IOException {
        boolean open = Files.getFileStore(path).supportsFileAttributeView("posix")
                && Files.getPosixFilePermissions(path).stream()
                        .anyMatch(permission -> permission == PosixFilePermission.GROUP_READ
                                || permission == PosixFilePermission.OTHERS_READ);
        if (open) {
            warn.accept(
                    "secret %s: file %s can be read by others; run: chmod 600 %s".formatted(secret.name(), path, path));
        }
    }

    private String variable(Secret secret, Map<String, Object> settings) {
        String name = text(secret, settings, "name");
        return Optional.ofNullable(variables.get(name))
                .map(LocalSecrets::trimmed)
                .orElseThrow(() -> new SecretException(
                        secret.name(), "the environment variable %s is not set; export it first".formatted(name)));
    }

    private String command(Secret secret, Map<String, Object> settings) {
        List<String> argv = new ArrayList<>();
        Object written = settings.getOrDefault("command", "");
        if (written instanceof List<?> list) {
            list.forEach(word -> argv.add(Values.text(word)));
        } else {
            argv.add(Values.text(written));
        }
        try {
            Process process = new ProcessBuilder(argv)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            byte[] output = process.getInputStream().readNBytes(MAX_BYTES);
            if (!process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new SecretException(
                        secret.name(), "%s gave no answer within %d s".formatted(argv.get(0), COMMAND_SECONDS));
            }
            if (process.exitValue() != 0) {
                throw new SecretException(
                        secret.name(),
                        "%s ended with exit code %d; run it by hand to see why"
                                .formatted(argv.get(0), process.exitValue()));
            }
            return trimmed(new String(output, StandardCharsets.UTF_8));
        } catch (IOException cannotRun) {
            throw new SecretException(
                    secret.name(), "%s cannot be run; is it installed and on the PATH?".formatted(argv.get(0)));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new SecretException(secret.name(), "its command was stopped");
        }
    }

    private static String field(Secret secret, String json, String key) {
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                if (name.equals(key) && parser.currentToken().isScalarValue()) {
                    return parser.getText();
                }
                parser.skipChildren();
            }
        } catch (IOException notJson) {
            throw new SecretException(secret.name(), "its value is not the JSON object that `key` asks for");
        }
        throw new SecretException(secret.name(), "its JSON object has no field \"%s\"".formatted(key));
    }

    private static String text(Secret secret, Map<String, Object> settings, String key) {
        return Optional.ofNullable(settings.get(key))
                .map(Values::text)
                .filter(value -> !value.isBlank())
                .orElseThrow(() -> new SecretException(secret.name(), "it has no `%s`".formatted(key)));
    }

    private static String trimmed(String value) {
        return value.endsWith("\r\n")
                ? value.substring(0, value.length() - 2)
                : value.endsWith("\n") ? value.substring(0, value.length() - 1) : value;
    }
}
