package dev.tminus.app.cli.drive;

import dev.tminus.app.cli.desk.Refusal;
import dev.tminus.book.Values;
import dev.tminus.reader.YamlDocument;
import dev.tminus.run.Asked;
import dev.tminus.run.Request;
import dev.tminus.run.WaitKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers to people's steps, by step: {@code go: {option: go}}, {@code dashboards: done}, {@code apply: approve}, {@code
 * assign: {answers: {...}}}, {@code slow_log: {confirm: true}}, {@code retro: {evidence: {...}}}.
 */
final class AnswersFile {

    private final Path file;
    private final Map<String, Object> answers;

    private AnswersFile(Path file, Map<String, Object> answers) {
        this.file = file;
        this.answers = answers;
    }

    static AnswersFile read(Path file) {
        try {
            return new AnswersFile(file, YamlDocument.read(file.toString(), Files.readAllBytes(file)));
        } catch (IOException unreadable) {
            throw Refusal.usage("the answers file %s cannot be read: %s".formatted(file, unreadable.getMessage()));
        } catch (IllegalArgumentException notYaml) {
            throw Refusal.usage("the answers file cannot be used:\n" + notYaml.getMessage());
        }
    }

    /** Where the paths it names begin. */
    Path folder() {
        return file.toAbsolutePath().getParent();
    }

    /**
     * What the file says to this, as a request; empty where it says nothing, or where no file can stand for a person.
     *
     * @throws Refusal where it says something else than what is asked
     */
    Optional<Request> answer(Asked asked) {
        boolean mayAnswer = switch (asked.kind()) {
            case APPROVE, DECIDE, ASK, MANUAL, CONFIRM -> true;
            case UNKNOWN, FAILURE, TIME, LOCK, PAUSED -> false;
        };
        return mayAnswer
                ? Optional.ofNullable(entry(asked.step())).map(entry -> request(asked, entry))
                : Optional.empty();
    }

    /** Under the exact key, else under the key without iterations, so that one answer serves all of a loop. */
    private @Nullable Object entry(String key) {
        Object exact = answers.get(key);
        return exact == null ? answers.get(key.replaceAll("\\[\\d+]", "")) : exact;
    }

    private Request request(Asked asked, Object entry) {
        String step = asked.step();
        Map<?, ?> fields = entry instanceof Map<?, ?> map ? map : Map.of();
        String word = entry instanceof Map<?, ?> ? "" : String.valueOf(entry);
        String reason = "answered by " + file.getFileName();
        if (asked.kind() == WaitKind.APPROVE) {
            return word.equals("reject") || fields.containsKey("reject")
                    ? new Request.Reject(step, text(fields, "reject", reason))
                    : checked(asked, word.equals("approve"), new Request.Approve(step, Optional.empty(), reason));
        }
        if (asked.kind() == WaitKind.DECIDE) {
            return checked(asked, fields.containsKey("option"), new Request.Decide(step, text(fields, "option", "")));
        }
        if (asked.kind() == WaitKind.ASK) {
            return checked(asked, fields.containsKey("answers"), new Request.Answer(step, map(fields.get("answers"))));
        }
        if (asked.kind() == WaitKind.CONFIRM) {
            boolean yes = fields.isEmpty() ? word.equals("done") : Boolean.TRUE.equals(fields.get("confirm"));
            return new Request.Confirm(step, yes, yes ? "" : reason);
        }
        return word.equals("fail") || fields.containsKey("fail")
                ? new Request.Fail(step, text(fields, "fail", reason))
                : checked(
                        asked,
                        word.equals("done") || fields.containsKey("evidence"),
                        new Request.Done(step, new Values(map(fields.get("evidence")))));
    }

    private Request checked(Asked asked, boolean fits, Request request) {
        if (fits) {
            return request;
        }
        String wanted = switch (asked.kind()) {
            case APPROVE -> "approve";
            case DECIDE -> "{ option: ... }";
            case ASK -> "{ answers: { ... } }";
            default -> "done, or { evidence: { ... } }";
        };
        throw Refusal.usage("%s: the answer to step %s must be: %s".formatted(file, asked.step(), wanted));
    }

    private static String text(Map<?, ?> fields, String name, String otherwise) {
        Object value = fields.get(name);
        return value == null ? otherwise : String.valueOf(value);
    }

    private static Map<String, Object> map(@Nullable Object value) {
        Map<String, Object> map = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> fields) {
            fields.forEach((name, item) -> map.put(String.valueOf(name), item));
        }
        return map;
    }
}
