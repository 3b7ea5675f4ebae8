package dev.tminus.reader;

import dev.tminus.book.Choice;
import dev.tminus.reader.Form.Target;
import dev.tminus.reader.Node.Scalar;
import dev.tminus.reader.Outline.Home;
import dev.tminus.reader.Outline.Item;
import java.util.Optional;

/** Reads where a step leads, and checks that it leads forward, within its own scope or an enclosing one. */
final class Jumps {
    private final Outline outline;
    private final Declared declared;
    private final Problems problems;

    Jumps(Outline outline, Declared declared, Problems problems) {
        this.outline = outline;
        this.declared = declared;
        this.problems = problems;
    }

    Optional<Choice> choice(Optional<Scalar> written, Home home, Optional<Item> from) {
        return written.flatMap(scalar -> choice(scalar, home, from));
    }

    private Optional<Choice> choice(Scalar scalar, Home home, Optional<Item> from) {
        String text = scalar.text();
        if (text.startsWith("step/")) {
            return Optional.of(new Choice.Jump(jump(scalar, text.substring("step/".length()), home, from)));
        }
        if (text.startsWith("rollback/")) {
            return Optional.of(new Choice.RollBack(scenario(scalar, text.substring("rollback/".length()))));
        }
        return switch (text) {
            case "ask" -> Optional.of(new Choice.StopAndAsk());
            case "continue" -> Optional.of(new Choice.Continue());
            case "end" -> Optional.of(new Choice.End());
            case "park" -> Optional.of(new Choice.Park());
            case "resume" -> Optional.of(resume(scalar, home));
            default -> Optional.empty();
        };
    }

    private Choice resume(Scalar scalar, Home home) {
        if (home.scenario().isEmpty()) {
            problems.add(
                    scalar.place(),
                    Code.TM402,
                    "`resume` ends a rollback scenario; this step stands in none",
                    "use continue, or step/ID");
        }
        return new Choice.Resume();
    }

    private String scenario(Scalar scalar, String id) {
        if (!declared.of(Target.SCENARIO).contains(id)) {
            problems.add(
                    scalar.place(),
                    Code.TM210,
                    "there is no rollback scenario \"%s\"".formatted(Shorten.to(60, id)),
                    DidYouMean.nearest(id, declared.of(Target.SCENARIO)).map("did you mean rollback/%s?"::formatted));
        }
        return id;
    }

    private String jump(Scalar scalar, String id, Home home, Optional<Item> from) {
        Optional<Item> target = outline.find(home, id);
        if (target.isEmpty()) {
            unknown(scalar, id, home);
        } else if (from.isPresent()) {
            forward(scalar, from.get(), target.get());
        }
        return id;
    }

    /** A step that is named but does not exist. */
    void unknown(Scalar scalar, String id, Home home) {
        problems.add(
                scalar.place(),
                Code.TM204,
                "there is no step \"%s\"%s"
                        .formatted(
                                Shorten.to(60, id),
                                home.group().map(" in the group "::concat).orElse(" here")),
                DidYouMean.help(id, outline.space(home.space()).keySet()));
    }

    private void forward(Scalar scalar, Item from, Item target) {
        boolean reachable = target.home().equals(from.home())
                && (target.outer().isEmpty() || from.inside(target.outer().get()));
        if (!reachable) {
            problems.add(
                    scalar.place(),
                    Code.TM402,
                    "step %s stands in another scope".formatted(target.id()),
                    "jump to a step of the same list, or of a list around it");
        } else if (target.order() <= from.order()) {
            problems.add(
                    scalar.place(),
                    Code.TM401,
                    "step %s lies behind (line %d); jumps go forward only"
                            .formatted(target.id(), target.name().place().line()),
                    "to try again use `retry`, or ask a person with on_failure: ask");
        }
    }
}
