package dev.tminus.reader;

import dev.tminus.reader.Form.Kind;
import dev.tminus.reader.Form.Target;
import java.util.List;

/** The forms that the tables of keys are written with. */
final class Forms {
    static final Form TEXT = new Form.Leaf(Kind.TEXT, true);
    static final Form WORD = new Form.Leaf(Kind.TEXT, false);
    static final Form FLAG = new Form.Leaf(Kind.BOOL, false);
    static final Form INT = new Form.Leaf(Kind.INT, false);
    static final Form NUMBER = new Form.Leaf(Kind.NUMBER, false);
    static final Form DURATION = new Form.Leaf(Kind.DURATION, true);
    static final Form FIXED_DURATION = new Form.Leaf(Kind.DURATION, false);
    static final Form EXPRESSION = new Form.Leaf(Kind.EXPRESSION, false);
    static final Form EXPRESSIONS = new Form.OneOrMany(EXPRESSION);
    static final Form PATTERN = new Form.Leaf(Kind.PATTERN, false);
    static final Form ID = new Form.Leaf(Kind.ID, false);
    static final Form CHOICE = new Form.Leaf(Kind.CHOICE, false);
    static final Form ANYTHING = new Form.Anything();
    static final Form ROLES = new Form.OneOrMany(new Form.Name(Target.ROLE));
    static final Form STEPS = new Form.ListOf(new Form.Fields(Keys.STEP));
    static final Form STEP_NAMES = new Form.OneOrMany(new Form.Name(Target.STEP));
    static final Form INPUTS = new Form.MapOf(new Form.Fields("input"), true);
    static final Form APPROVAL = new Form.Fields("approval");
    static final Form EVIDENCE = new Form.ListOf(new Form.Fields("evidence"));
    static final Form REASONS = new Form.MapOf(WORD, false);

    private Forms() {}

    static Form words(String... words) {
        return new Form.Words(List.of(words));
    }

    static Form name(Target target) {
        return new Form.Name(target);
    }

    static Form many(Form item) {
        return new Form.ListOf(item);
    }

    static Form oneOrMany(Form item) {
        return new Form.OneOrMany(item);
    }

    static Form table(Form value) {
        return new Form.MapOf(value, true);
    }

    static Form fields(String context) {
        return new Form.Fields(context);
    }

    static Form either(Form... forms) {
        return new Form.Either(List.of(forms));
    }
}
