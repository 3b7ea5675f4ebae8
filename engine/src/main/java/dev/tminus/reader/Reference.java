package dev.tminus.reader;

import dev.tminus.book.ActionType;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The tables of {@code docs/language.md}, made from the declarations that validation uses: every key, action, function and
 * code, as Markdown under the name of the table.
 */
public final class Reference {
    private static final String EXAMPLE = "Example: ";

    private final Keys keys;
    private final Map<String, String> tables = new LinkedHashMap<>();

    private Reference(Collection<ActionType> actions) {
        this.keys = new Keys(actions);
    }

    /** Every table by its name, for runbooks in which these actions may stand. */
    public static Map<String, String> tables(Collection<ActionType> actions) {
        Reference reference = new Reference(actions);
        reference.make();
        return reference.tables;
    }

    private void make() {
        keys.contexts().forEach((context, all) -> {
            if (!context.equals(Keys.STEP) && !context.equals(Keys.UNDO)) {
                tables.put("keys: " + context, table(written(context, all)));
            }
        });
        tables.put("keys: step", table(StepKeys.common()));
        tables.put("keys: undo step", table(StepKeys.undo()));
        tables.put("core actions", table(StepKeys.actions()));
        keys.types().forEach(type -> tables.put("action: " + type.name(), action(type)));
        tables.put("functions", functions());
        tables.put("codes", codes());
    }

    /** Without the key that only Tminus itself writes. */
    private static List<Key> written(String context, List<Key> all) {
        return context.equals(Keys.RUNBOOK)
                ? all.stream().filter(key -> !key.name().equals(Keys.FILES)).toList()
                : all;
    }

    private static String table(List<Key> all) {
        StringBuilder text = new StringBuilder("| key | value | meaning |\n| --- | --- | --- |\n");
        for (Key key : all) {
            text.append("| `%s`%s | %s | %s |\n"
                    .formatted(
                            key.name(),
                            key.required() ? " (must be there)" : "",
                            cell(key.form().description()),
                            meaning(key)));
        }
        return text.toString();
    }

    private static String meaning(Key key) {
        int end = key.help().indexOf(EXAMPLE);
        String help = (end < 0 ? key.help() : key.help().substring(0, end)).strip();
        String example = end < 0 ? key.example() : key.help().substring(end + EXAMPLE.length());
        String sentence = help.endsWith(".") ? help : help + ".";
        String shown = example.isBlank() || example.strip().contains("\n") ? "" : " " + code(example.strip());
        return cell(sentence) + shown + (key.secrets() ? " Secrets may stand here." : "");
    }

    private String action(ActionType type) {
        StringBuilder text = new StringBuilder(type.help()).append("\n\n```yaml\n");
        text.append(type.example().strip()).append("\n```\n\n");
        if (!type.keys().isEmpty()) {
            text.append(table(type.keys().stream().map(Key::of).toList())).append('\n');
        }
        type.value()
                .filter(key -> !type.keys().isEmpty())
                .ifPresent(
                        key -> text.append("A value directly behind the name is its `%s`.\n\n".formatted(key.name())));
        if (!type.beside().isEmpty()) {
            text.append("Beside it in the step:\n\n");
            text.append(table(type.beside().stream().map(Key::of).toList())).append('\n');
        }
        if (!type.result().isEmpty()) {
            text.append("| result | |\n| --- | --- |\n");
            new TreeMap<>(type.result())
                    .forEach((name, field) -> text.append("| `%s` | %s |\n".formatted(name, TypeWords.of(field))));
            text.append('\n');
        }
        return text.append("%s %s\n".formatted(dryRun(type.dryRun()), Explanations.repeat(type.repeat())))
                .toString();
    }

    private static String dryRun(ActionType.DryRun level) {
        return switch (level) {
            case PRINT -> "Before a run, `plan` can show what it would do.";
            case PROBE -> "Before a run, `plan --level probe` can look whether it would work.";
            case TRIAL -> "Before a run, `plan --level trial` can do it and take it back.";
        };
    }

    private static String functions() {
        StringBuilder text = new StringBuilder("| written | gives | example |\n| --- | --- | --- |\n");
        for (Functions.Function function : Functions.all()) {
            text.append("| %s | %s | %s = %s |\n"
                    .formatted(
                            code(function.signature()),
                            cell(function.help()),
                            code(function.example()),
                            code(function.result())));
        }
        return text.toString();
    }

    private static String codes() {
        StringBuilder text = new StringBuilder("| code | problem |\n| --- | --- |\n");
        for (Code code : Code.values()) {
            text.append("| %s | %s |\n".formatted(code.name(), cell(code.title())));
        }
        return text.toString();
    }

    private static String code(String text) {
        return "`" + cell(text) + "`";
    }

    /** A bar would end the cell. */
    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
