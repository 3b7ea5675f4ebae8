package dev.tminus.reader;

import dev.tminus.book.ActionType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Every key of the language: what the runbook, its phases, steps and settings may say, with the actions' own keys merged
 * in.
 */
final class Keys {
    static final String RUNBOOK = "runbook";
    static final String STEP = "step";
    static final String UNDO = "undo step";

    /** Written by Tminus into a stored runbook: digests by path. */
    static final String FILES = "files";

    /** Keys that lint calls planned, with what they will be for. */
    static final Map<String, String> PLANNED = Map.of(
            "alongside", "a companion that runs beside steps",
            "background", "a step that is joined later",
            "repeat", "repeating a group until something is true",
            "in", "a container or pod to run in",
            "include", "phases and groups from other files",
            "runs_on", "choosing the node that runs a step");

    /** Families of actions that a later version brings. */
    static final Set<String> PLANNED_FAMILIES = Set.of("rds", "cloudwatch");

    private final Map<String, List<Key>> contexts = new LinkedHashMap<>();
    private final Map<String, ActionType> types = new TreeMap<>();
    private final Map<String, Map<String, Key>> byName = new LinkedHashMap<>();
    private final Map<String, List<Key>> required = new LinkedHashMap<>();

    Keys(Collection<ActionType> actions) {
        actions.forEach(type -> types.put(type.name(), type));
        contexts.putAll(RunbookKeys.contexts());
        contexts.putAll(StepKeys.contexts());
        contexts.put(STEP, stepKeys(StepKeys.common()));
        contexts.put(UNDO, stepKeys(StepKeys.undo()));
        contexts.forEach((context, keys) -> {
            byName.put(context, index(keys));
            required.put(context, keys.stream().filter(Key::required).toList());
        });
    }

    /** Contexts by title, in reading order. */
    Map<String, List<Key>> contexts() {
        return contexts;
    }

    List<Key> of(Form form) {
        return form instanceof Form.Inline inline ? inline.keys() : contexts.get(((Form.Fields) form).context());
    }

    Map<String, Key> byName(Form form) {
        return form instanceof Form.Inline inline ? index(inline.keys()) : byName.get(((Form.Fields) form).context());
    }

    /** The keys that must be there. */
    List<Key> required(Form form) {
        return form instanceof Form.Inline inline
                ? inline.keys().stream().filter(Key::required).toList()
                : required.getOrDefault(((Form.Fields) form).context(), List.of());
    }

    Optional<ActionType> type(String name) {
        return Optional.ofNullable(types.get(name));
    }

    Collection<ActionType> types() {
        return types.values();
    }

    boolean isAction(String key) {
        return StepKeys.CORE_ACTIONS.contains(key) || types.containsKey(key);
    }

    /** The form of the value behind an action's name: the value alone, its mapping, or either. */
    static Form formOf(ActionType type) {
        Form mapping = new Form.Inline(type.keys().stream().map(Key::of).toList());
        if (type.value().isEmpty()) {
            return mapping;
        }
        Form value = Form.of(type.value().get().shape());
        return type.keys().isEmpty() ? value : new Form.Either(List.of(value, mapping));
    }

    private List<Key> stepKeys(List<Key> common) {
        Map<String, Key> keys = new LinkedHashMap<>(index(common));
        StepKeys.actions().forEach(key -> keys.put(key.name(), key));
        for (ActionType type : types.values()) {
            keys.put(type.name(), actionKey(type));
        }
        for (ActionType type : types.values()) {
            type.beside().forEach(beside -> keys.putIfAbsent(beside.name(), Key.of(beside)));
        }
        return new ArrayList<>(keys.values());
    }

    private static Key actionKey(ActionType type) {
        boolean secrets = type.value().map(ActionType.Key::secrets).orElse(false);
        return new Key(type.name(), formOf(type), false, type.help(), type.example(), false, secrets);
    }

    private static Map<String, Key> index(List<Key> keys) {
        Map<String, Key> index = new LinkedHashMap<>();
        keys.forEach(key -> index.put(key.name(), key));
        return index;
    }
}
