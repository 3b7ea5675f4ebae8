package dev.tminus.reader;

import dev.tminus.reader.Node.Mapping;
import dev.tminus.reader.Node.Scalar;
import dev.tminus.reader.Node.Sequence;
import dev.tminus.reader.Outline.Item;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks what steps leave behind: that closing has something to close, and that losing data is asked before. */
final class Effects {
    private static final Pattern TRUSTED = Pattern.compile("trusted\\(\\s*steps\\.([a-z0-9_]+)\\.([a-z0-9_]+)");
    private static final int DEEPEST = 16;

    private final Context context;

    Effects(Context context) {
        this.context = context;
    }

    /** The steps a {@code close} names; each must have something to undo. */
    List<String> close(List<Scalar> names, Spot spot) {
        for (Scalar name : names) {
            Optional<Item> target = known(name, spot);
            if (target.isPresent() && !leavesEffect(target.get().node(), 0)) {
                context.problems()
                        .add(
                                name.place(),
                                Code.TM406,
                                "step %s has no `undo`, so there is nothing to close".formatted(name.text()),
                                "add an `undo` to it, or write the action here");
            }
        }
        return names.stream().map(Scalar::text).toList();
    }

    /** The steps a {@code settle}, a policy or a scenario names. */
    List<String> settle(List<Scalar> names, Spot spot) {
        names.forEach(name -> known(name, spot));
        return names.stream().map(Scalar::text).toList();
    }

    private Optional<Item> known(Scalar name, Spot spot) {
        Optional<Item> found = context.outline().find(spot.home(), name.text());
        if (found.isEmpty()) {
            context.jumps().unknown(name, name.text(), spot.home());
        }
        return found;
    }

    /** Whether a step, or one inside it or inside the group it uses, has an undo; groups that loop end the search. */
    private boolean leavesEffect(Mapping step, int depth) {
        if (step.entries().containsKey("undo") || depth > DEEPEST) {
            return true;
        }
        if (any(step.get("steps"), depth)) {
            return true;
        }
        return step.get("use").orElse(null) instanceof Scalar group
                && any(
                        new View(context.root().node())
                                .view("groups")
                                .flatMap(groups -> groups.view(group.text()))
                                .flatMap(found -> found.get("steps")),
                        depth);
    }

    private boolean any(Optional<Node> steps, int depth) {
        return steps.orElse(null) instanceof Sequence list
                && list.items().stream()
                        .anyMatch(inner -> inner instanceof Mapping step && leavesEffect(step, depth + 1));
    }

    /** A step that may lose data needs an approval beside it, or on its scenario. */
    void destructive(View step, boolean scenarioApproved) {
        if (step.flag("destructive") && !step.has("approve") && !scenarioApproved) {
            context.problems()
                    .add(
                            step.node().entries().get("destructive").key().place(),
                            Code.TM407,
                            "this step may lose data and nobody approves it",
                            "add approve: { by: [ROLE], need: 1 } beside it");
        }
    }

    /** SQL that a person typed needs a pattern where it was asked and an approval where it is run. */
    void trusted(Form form, Node node, Spot spot) {
        if (!(form instanceof Form.Program
                && node instanceof Scalar scalar
                && scalar.text().contains("trusted("))) {
            return;
        }
        Matcher matcher = TRUSTED.matcher(scalar.text());
        if (!matcher.find()) {
            refuse(scalar, "trusted() takes the answer of an `ask` step", "write trusted(steps.ID.FIELD)");
            return;
        }
        Optional<Item> asked = context.outline().find(spot.home(), matcher.group(1));
        boolean matched = asked.map(item -> View.of(item.node()).entries("ask"))
                .map(fields -> fields.get(matcher.group(2)))
                .map(field -> View.of(field.value()).has("match"))
                .orElse(false);
        if (!matched) {
            refuse(
                    scalar,
                    "the answer that is trusted here has no `match` pattern",
                    "add match: to the field of the `ask`");
        }
        Map<String, Node.Entry> own =
                spot.item().map(item -> item.node().entries()).orElse(Map.of());
        if (!own.containsKey("approve")) {
            refuse(
                    scalar,
                    "nobody approves the text that is trusted here",
                    "add approve: { by: [ROLE], not: [author] }");
        }
    }

    private void refuse(Scalar scalar, String message, String help) {
        context.problems().add(scalar.place(), Code.TM408, message, help);
    }
}
