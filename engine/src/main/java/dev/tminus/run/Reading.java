package dev.tminus.run;

import dev.tminus.book.Action;
import dev.tminus.book.Expression;
import dev.tminus.book.Step;
import dev.tminus.book.Template;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;

/** What the expressions of one step read. */
final class Reading {

    private Reading() {}

    /** Dotted paths, as {@link Expression#reads()} gives them. */
    static Set<String> of(Step step) {
        Set<String> paths = new LinkedHashSet<>();
        expressions(step).forEach(expression -> paths.addAll(expression.reads()));
        return paths;
    }

    private static Stream<Expression> expressions(Step step) {
        Stream<Expression> judging = Stream.of(
                        step.judgement().expect().stream(),
                        step.judgement().capture().values().stream(),
                        step.conditions().when().stream())
                .flatMap(part -> part);
        Stream<Expression> undo = step.effect().undo().stream().flatMap(Reading::expressions);
        return Stream.of(action(step.action()), judging, undo).flatMap(part -> part);
    }

    private static Stream<Expression> action(Action action) {
        if (action instanceof Action.Perform perform) {
            return perform.inputs().values().stream().flatMap(Template::expressions);
        }
        if (action instanceof Action.Check check) {
            return check.expectations().stream();
        }
        if (action instanceof Action.Set set) {
            return set.values().values().stream().flatMap(Template::expressions);
        }
        if (action instanceof Action.Use use) {
            return use.with().values().stream().flatMap(Template::expressions);
        }
        if (action instanceof Action.Notify notify) {
            return notify.text().expressions();
        }
        return action instanceof Action.Manual manual ? manual.text().expressions() : Stream.empty();
    }
}
