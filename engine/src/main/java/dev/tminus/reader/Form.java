package dev.tminus.reader;

import dev.tminus.book.ActionType;
import dev.tminus.book.Type;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What may stand behind a key. The one description from which validation, the canonical text, the JSON Schema, {@code
 * explain} and the reference are made.
 */
sealed interface Form {

    /** As a message names it: {@code a list of roles}. */
    String description();

    /** A single value; where {@code template}, expressions may stand in it. */
    record Leaf(Kind kind, boolean template) implements Form {
        @Override
        public String description() {
            return kind.description;
        }
    }

    /** One of a few words. */
    record Words(List<String> words) implements Form {
        @Override
        public String description() {
            return words.size() == 1 ? "`" + words.get(0) + "`" : "one of " + String.join(", ", words);
        }
    }

    /** The name of something the runbook declares. */
    record Name(Target target) implements Form {
        @Override
        public String description() {
            return target.description;
        }
    }

    /** A list. */
    record ListOf(Form item) implements Form {
        @Override
        public String description() {
            return "a list (each entry " + item.description() + ")";
        }
    }

    /** A single value, or a list of them. */
    record OneOrMany(Form item) implements Form {
        @Override
        public String description() {
            return item.description() + ", or a list of them";
        }
    }

    /** A mapping whose keys the author chooses; where {@code ids}, they are names that expressions use. */
    record MapOf(Form value, boolean ids) implements Form {
        @Override
        public String description() {
            return "a mapping (behind each name " + value.description() + ")";
        }
    }

    /** A mapping with the keys of a context of {@link Keys}. */
    record Fields(String context) implements Form {
        @Override
        public String description() {
            return "a mapping: the keys of " + article(context);
        }
    }

    /** A mapping with these keys. */
    record Inline(List<Key> keys) implements Form {
        @Override
        public String description() {
            return keys.stream().map(Key::name).collect(Collectors.joining(", ", "a mapping with the keys ", ""));
        }
    }

    /** The first of these that fits. */
    record Either(List<Form> forms) implements Form {
        @Override
        public String description() {
            return forms.stream().map(Form::description).collect(Collectors.joining(", or "));
        }
    }

    /** Program text, in which no expression may stand. */
    record Program(String language) implements Form {
        @Override
        public String description() {
            return "text in " + language;
        }
    }

    /** The path of a file beside the runbook. */
    record SourceFile() implements Form {
        @Override
        public String description() {
            return "the path of a file, relative to the runbook";
        }
    }

    /** The path of a folder beside the runbook. */
    record SourceFolder() implements Form {
        @Override
        public String description() {
            return "the path of a folder, relative to the runbook";
        }
    }

    /** Any value with expressions in its leaves. */
    record Anything() implements Form {
        @Override
        public String description() {
            return "any value";
        }
    }

    /** Kinds of single values. */
    enum Kind {
        TEXT("text"),
        BOOL("true or false"),
        INT("a whole number"),
        NUMBER("a number"),
        DURATION("a length of time such as 90s, 10m or 1h30m"),
        TIMESTAMP("a time such as 2026-12-01T01:00:00Z"),
        WINDOW("a window such as 2026-12-01T01:00[Europe/Berlin]/PT3H"),
        PATTERN("a regular expression"),
        EXPRESSION("an expression"),
        ID("an id: small letters, digits and _, starting with a letter"),
        AT("T, or a distance from it such as T-7d or T+30h"),
        AFTER("a phase, or a phase and a distance: during + 1h"),
        CHOICE("where to go: ask, continue, end, park, resume, step/ID or rollback/ID"),
        VERSION("the format version, v1");

        private final String description;

        Kind(String description) {
            this.description = description;
        }
    }

    /** What a {@link Name} names. */
    enum Target {
        ROLE("a role"),
        PERSON("a role, starter or author"),
        PHASE("a phase"),
        STEP("a step"),
        ENVIRONMENT("an environment"),
        CONNECTION("a connection"),
        GROUP("a group"),
        SCENARIO("a rollback scenario");

        private final String description;

        Target(String description) {
            this.description = description;
        }
    }

    /** A context as it stands in a sentence: {@code an input}. */
    static String article(String context) {
        return ("aeiou".indexOf(context.charAt(0)) < 0 ? "a " : "an ") + context;
    }

    /** The form of what an action declares. */
    static Form of(ActionType.Shape shape) {
        if (shape instanceof ActionType.Shape.Leaf leaf) {
            return leafOf(leaf.type());
        }
        if (shape instanceof ActionType.Shape.OneOf words) {
            return new Words(words.words());
        }
        if (shape instanceof ActionType.Shape.Many many) {
            return new ListOf(of(many.item()));
        }
        if (shape instanceof ActionType.Shape.Table table) {
            return new MapOf(of(table.value()), false);
        }
        if (shape instanceof ActionType.Shape.Mapping fields) {
            return new Inline(fields.keys().stream().map(Key::of).toList());
        }
        if (shape instanceof ActionType.Shape.Either either) {
            return new Either(either.shapes().stream().map(Form::of).toList());
        }
        if (shape instanceof ActionType.Shape.Reference reference) {
            return new Name(
                    switch (reference.target()) {
                        case CONNECTION -> Target.CONNECTION;
                        case STEP -> Target.STEP;
                        case ROLE -> Target.ROLE;
                    });
        }
        if (shape instanceof ActionType.Shape.Code code) {
            return new Program(code.language());
        }
        if (shape instanceof ActionType.Shape.SourceFolder) {
            return new SourceFolder();
        }
        return shape instanceof ActionType.Shape.SourceFile ? new SourceFile() : new Anything();
    }

    private static Form leafOf(Type type) {
        if (type instanceof Type.Simple simple) {
            return switch (simple) {
                case STRING -> new Leaf(Kind.TEXT, true);
                case INT -> new Leaf(Kind.INT, true);
                case DOUBLE -> new Leaf(Kind.NUMBER, true);
                case BOOL -> new Leaf(Kind.BOOL, true);
                case DURATION -> new Leaf(Kind.DURATION, true);
                case TIMESTAMP -> new Leaf(Kind.TIMESTAMP, true);
                case WINDOW -> new Leaf(Kind.WINDOW, true);
                case DYNAMIC -> new Anything();
            };
        }
        return new Anything();
    }
}
