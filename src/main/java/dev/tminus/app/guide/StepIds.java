package dev.tminus.app.guide;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Readable ids, each given once: {@code Assign roles (DBA, observer)} becomes {@code assign_roles}. */
final class StepIds {
    private static final int MAX_WORDS = 6;
    private static final int MAX_LENGTH = 48;

    /** Words of the expression language, and its top-level names: an id must not hide them. */
    private static final Set<String> RESERVED = Set.of(
            "as",
            "break",
            "const",
            "continue",
            "else",
            "false",
            "for",
            "function",
            "if",
            "import",
            "in",
            "let",
            "loop",
            "namespace",
            "null",
            "package",
            "return",
            "true",
            "var",
            "void",
            "while",
            "inputs",
            "vars",
            "secrets",
            "environment",
            "roles",
            "steps",
            "phases",
            "run",
            "rehearsal",
            "now",
            "result",
            "previous",
            "output");

    private static final Set<String> CONNECTING = Set.of(
            "a", "an", "and", "as", "at", "by", "during", "for", "from", "in", "of", "on", "or", "the", "to", "with");

    private final Set<String> given = new HashSet<>();
    private final Map<String, Integer> last = new HashMap<>();

    /** The id of a phase, whose remark in parentheses is often its date and belongs to its name. */
    String ofPhase(String title, int line) {
        return of(title.replaceAll("[()]", " "), line);
    }

    String of(String text, int line) {
        String id = readable(text, line);
        if (given.add(id)) {
            return id;
        }
        int number = last.getOrDefault(id, 1) + 1;
        while (!given.add(id + "_" + number)) {
            number++;
        }
        last.put(id, number);
        return id + "_" + number;
    }

    private static String readable(String text, int line) {
        List<String> words = firstWords(words(text));
        StringBuilder id = new StringBuilder();
        for (String word : words) {
            if (!id.isEmpty() && id.length() + word.length() >= MAX_LENGTH) {
                break;
            }
            id.append(id.isEmpty() ? "" : "_").append(word, 0, Math.min(MAX_LENGTH, word.length()));
        }
        if (id.isEmpty()) {
            return "line_" + line;
        }
        boolean letterFirst = Character.isLetter(id.charAt(0));
        return letterFirst && !RESERVED.contains(id.toString()) ? id.toString() : "step_" + id;
    }

    /** At most so many words, and none at the cut that only leads to the next. */
    private static List<String> firstWords(List<String> words) {
        int end = Math.min(MAX_WORDS, words.size());
        while (end < words.size() && end > 1 && CONNECTING.contains(words.get(end - 1))) {
            end--;
        }
        return words.subList(0, end);
    }

    /** The words that name it: without remarks in parentheses and inline code, if any are left then. */
    private static List<String> words(String text) {
        String head = text.substring(0, Math.min(text.length(), 400));
        return Stream.of(head.replaceAll("\\([^()]*\\)|`[^`]*`", " "), head)
                .map(StepIds::split)
                .filter(words -> !words.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private static List<String> split(String text) {
        String plain = Normalizer.normalize(text.replace("\u00df", "ss"), Normalizer.Form.NFD)
                .replaceAll("\\p{M}+|['\u2019]", "")
                .toLowerCase(Locale.ROOT);
        return Stream.of(plain.split("[^a-z0-9]+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
