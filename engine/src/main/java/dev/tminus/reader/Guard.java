package dev.tminus.reader;

import dev.tminus.book.Expression;
import dev.tminus.book.Problem.Place;
import dev.tminus.reader.Outline.Home;
import dev.tminus.reader.Outline.Item;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Judges what expressions read: no secret where it would be seen, no value before the step that makes it. */
final class Guard {
    private final Outline outline;
    private final Problems problems;
    private final IdentityHashMap<Expression, Set<String>> reads = new IdentityHashMap<>();

    /** When an expression of a step is worked out. */
    enum When {
        BEFORE,
        AFTER
    }

    Guard(Outline outline, Problems problems) {
        this.outline = outline;
        this.problems = problems;
    }

    /** For what stands outside steps. */
    Expressions.Reader outside(Home home, boolean secrets) {
        return (expression, place) -> check(expression, place, home, Optional.empty(), When.BEFORE, secrets);
    }

    Expressions.Reader in(Item item, When when, boolean secrets) {
        return (expression, place) -> check(expression, place, item.home(), Optional.of(item), when, secrets);
    }

    private void check(
            Expression expression, Supplier<Place> place, Home home, Optional<Item> item, When when, boolean secrets) {
        for (String path : reads.computeIfAbsent(expression, Expression::reads)) {
            String[] parts = path.split("\\.", -1);
            if (parts[0].equals("secrets") && !secrets) {
                secret(place.get(), path);
            } else if (parts[0].equals("steps") && parts.length > 1) {
                step(parts, place, home, item, when, secrets);
            }
        }
    }

    private void step(
            String[] parts, Supplier<Place> place, Home home, Optional<Item> item, When when, boolean secrets) {
        Optional<Item> read = outline.find(home, parts[1]);
        if (read.isEmpty()) {
            return;
        }
        String field = parts.length > 2 ? parts[2] : "";
        if (!secrets && StepTypes.secret(read.get()).containsKey(field)) {
            secret(place.get(), String.join(".", parts));
        }
        item.flatMap(reader -> tooEarly(reader, read.get(), field, when))
                .ifPresent(why -> problems.add(place.get(), Code.TM403, why.message, why.help));
    }

    private void secret(Place place, String path) {
        problems.add(
                place,
                Code.TM304,
                "the secret `%s` would be seen here".formatted(path),
                "secrets may stand only in env, stdin, headers, json and connections");
    }

    private static Optional<Why> tooEarly(Item reader, Item read, String field, When when) {
        boolean state = field.equals("state");
        if (read.equals(reader) || read.inside(reader)) {
            return when == When.AFTER || state
                    ? Optional.empty()
                    : Optional.of(new Why(
                            "step %s has not run yet here".formatted(read.id()),
                            "in expect, poll and capture its own result is called `result`"));
        }
        Optional<Item> loop = loopAround(read, reader);
        if (loop.isPresent()) {
            return Optional.of(new Why(
                    "step %s runs once for each item of %s"
                            .formatted(read.id(), loop.get().id()),
                    "read the list steps.%s.each".formatted(loop.get().id())));
        }
        if (elsewhere(reader, read) || (state && together(reader, read))) {
            return Optional.empty();
        }
        if (reader.inside(read)) {
            return state
                    ? Optional.empty()
                    : Optional.of(
                            new Why("step %s goes on around this one".formatted(read.id()), "read an earlier step"));
        }
        if (read.order() > reader.order()) {
            return Optional.of(new Why(
                    "step %s comes later (line %d)"
                            .formatted(read.id(), read.name().place().line()),
                    "move this step behind it, or read an earlier one"));
        }
        return together(reader, read)
                ? Optional.of(new Why(
                        "step %s runs at the same time".formatted(read.id()), "only its state may be read here"))
                : Optional.empty();
    }

    /** Scenarios and phases read each other's steps as values that may be missing. */
    private static boolean elsewhere(Item reader, Item read) {
        return !reader.home().scenario().equals(read.home().scenario());
    }

    /** The outermost loop around the one that the other does not stand in. */
    private static Optional<Item> loopAround(Item read, Item reader) {
        Optional<Item> found = Optional.empty();
        for (Optional<Item> outer = read.outer();
                outer.isPresent();
                outer = outer.get().outer()) {
            if (outer.get().loops() && !reader.equals(outer.get()) && !reader.inside(outer.get())) {
                found = outer;
            }
        }
        return found;
    }

    /** Whether both run at once: they stand in different branches of a parallel list. */
    private static boolean together(Item reader, Item read) {
        for (Optional<Item> outer = read.outer();
                outer.isPresent();
                outer = outer.get().outer()) {
            if (reader.inside(outer.get())) {
                return outer.get().parallel() && !outer.get().loops();
            }
        }
        return false;
    }

    private record Why(String message, String help) {}
}
