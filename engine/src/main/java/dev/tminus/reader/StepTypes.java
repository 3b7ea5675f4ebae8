package dev.tminus.reader;

import dev.tminus.book.ActionType;
import dev.tminus.book.Type;
import dev.tminus.reader.Node.Entry;
import dev.tminus.reader.Node.Mapping;
import dev.tminus.reader.Node.Scalar;
import dev.tminus.reader.Node.Sequence;
import dev.tminus.reader.Outline.Item;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What steps give to expressions: results by action, captures, answers.
 *
 * <p>The type of a capture is found by compiling it while other steps' captures may still be anything; {@link #settle}
 * does that once, after which every type is known.
 */
final class StepTypes {
    private static final Type.Struct NOTHING = new Type.Struct("result", Map.of());

    private final Keys keys;
    private final Outline outline;
    private final Map<String, Type.Struct> results = new HashMap<>();
    private final Map<String, Type.Struct> groupResults = new HashMap<>();
    private final Map<Item, Type.Struct> ownResults = new HashMap<>();
    private final Map<Item, Map<String, Type>> captures = new HashMap<>();
    private final Map<Item, Type.Struct> plain = new HashMap<>();
    private final Map<Item, Type.Struct> missing = new HashMap<>();

    StepTypes(Keys keys, Outline outline) {
        this.keys = keys;
        this.outline = outline;
    }

    /** The outputs of a group, once known. */
    void group(String name, Map<String, Type> outputs) {
        groupResults.put(name, new Type.Struct("result of " + name, outputs));
    }

    /** Keeps the types of a step's captures and computed values. */
    void captures(Item item, Map<String, Type> types) {
        captures.put(item, types);
    }

    /** Forgets what was made while captures were unknown. */
    void settle() {
        plain.clear();
        missing.clear();
    }

    /** The result of a step, as its own judgement and others read it. */
    Type.Struct result(Mapping step, Optional<Item> item) {
        String action = outline.action(step).orElse("");
        Optional<ActionType> type = keys.type(action);
        if (type.isPresent()) {
            return results.computeIfAbsent(
                    action,
                    name -> new Type.Struct("result of " + name, type.get().result()));
        }
        return switch (action) {
            case "use" -> groupResults.getOrDefault(text(step, "use"), NOTHING);
            case "ask" -> own(item, () -> ValueTypes.inputs(step.get("ask")));
            case "manual" -> own(item, () -> evidence(step));
            case "decide" ->
                results.computeIfAbsent(
                        action, name -> new Type.Struct("result of decide", Map.of("option", Type.Simple.STRING)));
            default -> NOTHING;
        };
    }

    private Type.Struct own(Optional<Item> item, Supplier<Map<String, Type>> fields) {
        return item.map(known -> ownResults.computeIfAbsent(known, none -> new Type.Struct("answer", fields.get())))
                .orElse(NOTHING);
    }

    private static Map<String, Type> evidence(Mapping step) {
        Map<String, Type> fields = new LinkedHashMap<>();
        if (step.get("evidence").orElse(null) instanceof Sequence list) {
            for (Node node : list.items()) {
                if (node instanceof Mapping one && one.get("name").orElse(null) instanceof Scalar name) {
                    boolean required = one.get("required").orElse(null) instanceof Scalar flag
                            && Boolean.TRUE.equals(flag.value());
                    fields.put(name.text(), required ? Type.Simple.STRING : new Type.Maybe(Type.Simple.STRING));
                }
            }
        }
        return fields;
    }

    /** What stands behind {@code steps.ID}, where its values are sure to be there or may be missing. */
    Type.Struct view(Item item, boolean maybe) {
        Map<Item, Type.Struct> made = maybe ? missing : plain;
        Type.Struct known = made.get(item);
        if (known == null) {
            known = new Type.Struct("step " + item.id(), fields(item, maybe));
            made.put(item, known);
        }
        return known;
    }

    private Map<String, Type> fields(Item item, boolean maybe) {
        Map<String, Type> fields = new LinkedHashMap<>();
        fields.put("state", Type.Simple.STRING);
        fields.put("started", wrap(Type.Simple.TIMESTAMP, maybe));
        fields.put("ended", wrap(Type.Simple.TIMESTAMP, maybe));
        fields.put("duration", wrap(Type.Simple.DURATION, maybe));
        if (item.loops()) {
            fields.put("each", new Type.ListOf(entry(item)));
            return fields;
        }
        boolean known = outline.action(item.node()).isPresent();
        fields.put("result", wrap(known ? result(item.node(), Optional.of(item)) : Type.Simple.DYNAMIC, maybe));
        kept(item).forEach((name, type) -> fields.put(name, wrap(type, maybe)));
        secret(item).forEach((name, type) -> fields.put(name, type));
        return fields;
    }

    /** One iteration of a loop, as {@code steps.LOOP.each} lists it. */
    private Type.Struct entry(Item loop) {
        Map<String, Type> fields = new LinkedHashMap<>();
        fields.put("item", Type.Simple.DYNAMIC);
        fields.put("state", Type.Simple.STRING);
        if (loop.node().get("steps").orElse(null) instanceof Sequence inner) {
            for (Node node : inner.items()) {
                if (node instanceof Mapping step) {
                    outline.of(step).ifPresent(item -> fields.put(item.id(), inner(item)));
                }
            }
        } else {
            fields.put("result", result(loop.node(), Optional.of(loop)));
            fields.putAll(kept(loop));
        }
        return new Type.Struct("iteration", fields);
    }

    private Type inner(Item item) {
        Map<String, Type> fields = new LinkedHashMap<>();
        fields.put("state", Type.Simple.STRING);
        fields.put("result", wrap(result(item.node(), Optional.of(item)), item.conditional()));
        kept(item).forEach((name, type) -> fields.put(name, wrap(type, item.conditional())));
        return new Type.Struct("step " + item.id(), fields);
    }

    /** Captures, answers and computed values by name. */
    private Map<String, Type> kept(Item item) {
        Map<String, Type> all = new LinkedHashMap<>();
        if (outline.action(item.node()).equals(Optional.of("ask"))) {
            all.putAll(ValueTypes.inputs(item.node().get("ask")));
        }
        names(item, "set").forEach((name, entry) -> all.put(name, Type.Simple.DYNAMIC));
        names(item, "capture").forEach((name, entry) -> all.put(name, Type.Simple.DYNAMIC));
        all.putAll(captures.getOrDefault(item, Map.of()));
        return all;
    }

    static Map<String, Type> secret(Item item) {
        Map<String, Type> all = new LinkedHashMap<>();
        names(item, "capture_secret").forEach((name, entry) -> all.put(name, Type.Simple.STRING));
        return all;
    }

    static Map<String, Entry> names(Item item, String key) {
        return item.node().get(key).orElse(null) instanceof Mapping mapping ? mapping.entries() : Map.of();
    }

    private static Type wrap(Type type, boolean maybe) {
        return maybe && !(type instanceof Type.Maybe) ? new Type.Maybe(type) : type;
    }

    private static String text(Mapping step, String key) {
        return step.get(key).orElse(null) instanceof Scalar scalar ? scalar.text() : "";
    }
}
