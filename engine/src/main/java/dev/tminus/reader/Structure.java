package dev.tminus.reader;

import dev.tminus.reader.Form.Target;
import dev.tminus.reader.Node.Entry;
import dev.tminus.reader.Node.Mapping;
import dev.tminus.reader.Node.Scalar;
import dev.tminus.reader.Node.Sequence;
import java.util.Map;
import java.util.Optional;

/**
 * Checks a tree against the table of keys: unknown and missing keys, kinds of values, names that nothing declares.
 *
 * <p>What passes here can be built without asking again what it is.
 */
final class Structure {
    private final Keys keys;
    private final Declared declared;
    private final Problems problems;
    private final StepStructure steps;
    private final Leaves leaves;

    Structure(Keys keys, Declared declared, Problems problems) {
        this.keys = keys;
        this.declared = declared;
        this.problems = problems;
        this.steps = new StepStructure(keys, problems);
        this.leaves = new Leaves(problems);
    }

    void check(Node node, Form form) {
        if (node.refused()) {
            return;
        }
        Form chosen = Fit.choose(form, node);
        if (chosen instanceof Form.Anything) {
            return;
        }
        if (chosen instanceof Form.OneOrMany many) {
            oneOrMany(node, many);
        } else if (!Fit.sameShape(chosen, node)) {
            wrongShape(node, chosen);
        } else if (node instanceof Mapping mapping) {
            mapping(mapping, chosen);
        } else if (node instanceof Sequence list) {
            list.items().forEach(item -> check(item, ((Form.ListOf) chosen).item()));
        } else if (chosen instanceof Form.Name name) {
            name((Scalar) node, name.target());
        } else {
            leaves.check((Scalar) node, chosen);
        }
    }

    private void oneOrMany(Node node, Form.OneOrMany many) {
        if (node instanceof Sequence list) {
            list.items().forEach(item -> check(item, many.item()));
        } else {
            check(node, many.item());
        }
    }

    private void wrongShape(Node node, Form form) {
        if (Fit.leftOut(form, node) && optional(form)) {
            return;
        }
        String found = node instanceof Scalar scalar && scalar.absent() ? "nothing stands here" : node.description();
        problems.add(
                node.place(),
                Code.TM104,
                found.startsWith("nothing")
                        ? "%s; wanted is %s".formatted(found, form.description())
                        : "this is %s; wanted is %s".formatted(found, form.description()),
                hint(node, form));
    }

    private static Optional<String> hint(Node node, Form form) {
        if (form instanceof Form.Leaf && node instanceof Mapping mapping && mapping.flow()) {
            return Optional.of("quote a text that starts with `{`: \"${{ ... }}\"");
        }
        return form instanceof Form.ListOf
                ? Optional.of("write a list: [a, b], or one entry a line after `- `")
                : Optional.empty();
    }

    /** A mapping that may be left empty may also be left out behind its key. */
    private boolean optional(Form form) {
        return form instanceof Form.MapOf
                || (form instanceof Form.Fields && keys.required(form).isEmpty());
    }

    private void mapping(Mapping mapping, Form form) {
        if (form instanceof Form.MapOf table) {
            for (Entry entry : mapping.entries().values()) {
                if (table.ids()) {
                    leaves.id(entry.key());
                }
                check(entry.value(), table.value());
            }
            return;
        }
        Map<String, Key> known = keys.byName(form);
        for (Entry entry : mapping.entries().values()) {
            Key key = known.get(entry.name());
            if (key == null) {
                unknownKey(mapping, entry, known, form);
            } else {
                check(entry.value(), key.form());
            }
        }
        for (Key key : keys.required(form)) {
            if (!mapping.entries().containsKey(key.name())) {
                missing(mapping, key, form);
            }
        }
        if (form instanceof Form.Fields fields
                && (fields.context().equals(Keys.STEP) || fields.context().equals(Keys.UNDO))) {
            steps.check(mapping);
        }
    }

    private void missing(Mapping mapping, Key key, Form form) {
        String where = form instanceof Form.Fields fields ? fields.context() : "mapping";
        problems.add(
                mapping.source().place(mapping.start(), Math.min(mapping.end(), mapping.start() + 1)),
                Code.TM105,
                "this %s has no `%s`".formatted(where, key.name()),
                "add `%s:` (%s)".formatted(key.name(), key.form().description()));
    }

    private void unknownKey(Mapping mapping, Entry entry, Map<String, Key> known, Form form) {
        Scalar key = entry.key();
        String name = entry.name();
        String family = name.contains(".") ? name.substring(0, name.indexOf('.')) : "";
        if (Keys.PLANNED.containsKey(name) && form instanceof Form.Fields) {
            problems.add(
                    key.place(),
                    Code.TM117,
                    "`%s` is planned for a later version: %s".formatted(name, Keys.PLANNED.get(name)),
                    "leave it out for now");
        } else if (Keys.PLANNED_FAMILIES.contains(family)) {
            problems.add(
                    key.place(),
                    Code.TM117,
                    "the action `%s` is planned for a later version".formatted(Shorten.to(60, name)),
                    "use a `run` step with the provider's own command for now");
        } else {
            problems.add(
                    key.place(),
                    Code.TM103,
                    "unknown key \"%s\"".formatted(Shorten.to(60, name)),
                    help(mapping, entry, known));
        }
    }

    private static Optional<String> help(Mapping mapping, Entry entry, Map<String, Key> known) {
        boolean cutOff = mapping.flow() && entry.value() instanceof Scalar value && value.absent();
        if (cutOff && !entry.name().matches("[a-z_]+")) {
            return Optional.of("the comma before it ended the text; quote the whole text: '...'");
        }
        return DidYouMean.help(entry.name(), known.keySet())
                .or(() -> Optional.of("known here: " + Shorten.to(200, String.join(", ", known.keySet()))));
    }

    private void name(Scalar scalar, Target target) {
        if (target == Target.STEP || scalar.absent()) {
            if (scalar.absent()) {
                wrongShape(scalar, new Form.Name(target));
            }
            return;
        }
        if (!declared.of(target).contains(scalar.text())) {
            problems.add(
                    scalar.place(),
                    Declared.unknown(target),
                    "there is no %s \"%s\"".formatted(title(target), Shorten.to(60, scalar.text())),
                    DidYouMean.help(scalar.text(), declared.of(target)).or(() -> declaredHelp(target)));
        }
    }

    static String title(Target target) {
        return switch (target) {
            case ROLE, PERSON -> "role";
            case PHASE -> "phase";
            case STEP -> "step";
            case ENVIRONMENT -> "environment";
            case CONNECTION -> "connection";
            case GROUP -> "group";
            case SCENARIO -> "rollback scenario";
        };
    }

    private Optional<String> declaredHelp(Target target) {
        return declared.of(target).isEmpty()
                ? Optional.of("the runbook declares none yet")
                : Optional.of("declared: " + Shorten.to(200, String.join(", ", declared.of(target))));
    }
}
