package dev.tminus.book;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an action declares about itself. Validation, the JSON Schema, {@code explain} and the reference are made from
 * this.
 *
 * @param name as written in a runbook: {@code run}, {@code pg.migrate}
 * @param value the key a value standing directly behind the name goes to: {@code run: [ls]} is {@code command}
 * @param keys what the mapping behind the name may hold (empty when {@code value} alone is allowed)
 * @param beside keys that stand beside the name in the step: {@code save_output}, {@code stdin}
 * @param result the fields of its result
 * @param verdictField the result field the default success rule looks at, until {@code expect} or {@code until} names it:
 *     {@code exit_code} of {@code run} (0), {@code status} of {@code http} (200 to 299)
 * @param choices keys of the mapping of which exactly one must be there
 */
public record ActionType(
        String name,
        String help,
        Optional<Key> value,
        List<Key> keys,
        List<Key> beside,
        Map<String, Type> result,
        Repeat repeat,
        DryRun dryRun,
        Optional<String> verdictField,
        String example,
        List<List<String>> choices) {

    public ActionType(
            String name,
            String help,
            Optional<Key> value,
            List<Key> keys,
            List<Key> beside,
            Map<String, Type> result,
            Repeat repeat,
            DryRun dryRun,
            Optional<String> verdictField,
            String example) {
        this(name, help, value, keys, beside, result, repeat, dryRun, verdictField, example, List.of());
    }

    public ActionType {
        choices = choices.stream().map(List::copyOf).toList();
        keys = List.copyOf(keys);
        beside = List.copyOf(beside);
        result = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(result));
    }

    /** This type as one whose mapping must hold exactly one of these keys. */
    public ActionType exactlyOne(List<String> choice) {
        List<List<String>> all = new java.util.ArrayList<>(choices);
        all.add(choice);
        return new ActionType(name, help, value, keys, beside, result, repeat, dryRun, verdictField, example, all);
    }

    /** One key with its type, whether it must be there, its help, and where secrets may stand in it. */
    public record Key(String name, Shape shape, boolean required, String help, boolean secrets) {
        public static Key required(String name, Shape shape, String help) {
            return new Key(name, shape, true, help, false);
        }

        public static Key optional(String name, Shape shape, String help) {
            return new Key(name, shape, false, help, false);
        }

        /** This key as one in which secrets may stand. */
        public Key withSecrets() {
            return new Key(name, shape, required, help, true);
        }
    }

    /** What may stand behind a key. Expressions may stand in every leaf, except where the shape is a fixed one. */
    public sealed interface Shape {
        /** A leaf of one type. */
        record Leaf(Type type) implements Shape {}

        /** One of these words; no expression. */
        record OneOf(List<String> words) implements Shape {
            public OneOf {
                words = List.copyOf(words);
            }
        }

        /** A list. */
        record Many(Shape item) implements Shape {}

        /** A mapping with free keys. */
        record Table(Shape value) implements Shape {}

        /** A mapping with these keys. */
        record Mapping(List<Key> keys) implements Shape {
            public Mapping {
                keys = List.copyOf(keys);
            }
        }

        /** One of several shapes, the first that fits. */
        record Either(List<Shape> shapes) implements Shape {
            public Either {
                shapes = List.copyOf(shapes);
            }
        }

        /** The name of something declared in the runbook. */
        record Reference(Target target) implements Shape {}

        /** Program text (SQL, a script): an expression inside it is a mistake. */
        record Code(String language) implements Shape {}

        /** A file beside the runbook; its bytes enter the digest. May be an expression naming a captured file. */
        record SourceFile() implements Shape {}

        /** A folder beside the runbook; the bytes of its SQL files enter the digest. */
        record SourceFolder() implements Shape {}

        /** Anything. */
        record Anything() implements Shape {}
    }

    /** What a {@link Shape.Reference} names. */
    public enum Target {
        CONNECTION,
        STEP,
        ROLE
    }

    /** Whether an attempt whose end is unknown may be repeated. */
    public enum Repeat {
        /** Read-only or idempotent: it simply runs again. */
        SAFE,
        /** The action can find out what happened. */
        CHECK_FIRST,
        /** Only a person may say. */
        NEVER
    }

    /** How far a plan can go without effect. */
    public enum DryRun {
        /** Its inputs can be shown. */
        PRINT,
        /** It can look whether it would work. */
        PROBE,
        /** It can be tried and taken back. */
        TRIAL
    }
}
