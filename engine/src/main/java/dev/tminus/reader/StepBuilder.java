package dev.tminus.reader;

import dev.tminus.book.Action;
import dev.tminus.book.Approval;
import dev.tminus.book.Evidence;
import dev.tminus.book.Expression;
import dev.tminus.book.Shown;
import dev.tminus.book.Silence;
import dev.tminus.book.Step;
import dev.tminus.book.Template;
import dev.tminus.book.Type;
import dev.tminus.reader.Node.Mapping;
import dev.tminus.reader.Node.Scalar;
import dev.tminus.reader.Outline.Item;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Builds steps with everything inside them. */
final class StepBuilder {
    /** What {@code parallel: true} means for a loop whose items are not known yet. */
    static final int WIDEST_LOOP = 64;

    private final Context context;
    private final ActionBuilder actions;
    private final Judgements judgements;
    private boolean scenarioApproved;

    StepBuilder(Context context) {
        this.context = context;
        this.actions = new ActionBuilder(context, this);
        this.judgements = new Judgements(context);
    }

    /** The steps of a scenario; an approval on the scenario covers them. */
    List<Step> scenarioSteps(View scenario, String key) {
        scenarioApproved = scenario.has("approve");
        List<Step> steps = steps(scenario, key, List.of());
        scenarioApproved = false;
        return steps;
    }

    /** The steps of a list; those that name nobody are answered for by these roles. */
    List<Step> steps(View holder, String key, List<String> by) {
        List<Step> steps = new ArrayList<>();
        for (Mapping node : holder.mappings(key)) {
            context.outline().of(node).flatMap(item -> step(item, by)).ifPresent(steps::add);
        }
        return steps;
    }

    private Optional<Step> step(Item item, List<String> inherited) {
        View view = new View(item.node());
        Spot outside = context.spot(item, false);
        Spot spot = context.spot(item, true);
        Spot after = spot.after(context.vocabularies()
                .withResult(spot.names(), context.types().result(item.node(), Optional.of(item))));
        List<String> by = view.has("by") ? view.texts("by") : inherited;
        context.effects().destructive(view, scenarioApproved);
        Optional<Action> action = actions.action(view, spot, by);
        return action.map(done -> new Step(
                item.id(),
                view.text("name").orElse(item.id()),
                by,
                new Step.Words(view.text("help"), view.text("docs")),
                done,
                new Step.Conditions(
                        ActionBuilder.condition(context, view, "if", outside),
                        reasons(view, "skip_in"),
                        reasons(view, "warn_in")),
                loop(view, outside),
                done instanceof Action.Approve
                        ? Optional.empty()
                        : view.view("approve").map(gate -> approval(gate, spot)),
                probe(item, view, spot),
                judgements.timing(view, spot, after),
                judgements.judgement(view, after),
                judgements.failure(view, spot),
                effect(item, view, spot),
                context.jumps().choice(view.scalar("then"), spot.home(), spot.item())));
    }

    private Optional<Step.Loop> loop(View view, Spot outside) {
        view.scalar("for_each")
                .filter(items -> !Fit.hasExpression(items))
                .ifPresent(items -> context.problems()
                        .add(
                                items.place(),
                                Code.TM104,
                                "this is %s; wanted is a list or a mapping to go over".formatted(items.description()),
                                "write [a, b], or \"${{ expression }}\""));
        return context.template(view, "for_each", Forms.ANYTHING, outside)
                .map(items -> new Step.Loop(items, view.text("as").orElse("item"), parallel(view, WIDEST_LOOP)));
    }

    /** How many at a time: 1 where nothing is said, all of them for {@code true}. */
    static int parallel(View view, int all) {
        return view.flag("parallel") ? all : Math.max(1, view.integer("parallel", 1));
    }

    private Step.Effect effect(Item item, View view, Spot spot) {
        List<Step> undo = new ArrayList<>();
        for (Mapping node : view.mappings("undo")) {
            undo(item, node, "undo" + (undo.size() + 1), spot).ifPresent(undo::add);
        }
        Step.Impact impact = view.flag("impact")
                ? Step.Impact.EFFECT
                : view.text("impact").filter("step"::equals).isPresent() ? Step.Impact.STEP : Step.Impact.NONE;
        return new Step.Effect(
                undo,
                view.flag("always"),
                view.flag("destructive"),
                context.template(view, "point_of_no_return", Forms.TEXT, spot),
                impact);
    }

    /** One step of an undo, or a probe. Its values are fixed when the step it belongs to succeeds. */
    private Optional<Step> undo(Item owner, Mapping node, String id, Spot around) {
        View view = new View(node);
        Spot spot = around.after(around.names());
        Spot after = around.after(context.vocabularies()
                .withResult(around.names(), context.types().result(node, Optional.empty())));
        return actions.action(view, spot, List.of())
                .map(action -> new Step(
                        id,
                        view.text("name").orElse(owner.id()),
                        List.of(),
                        new Step.Words(view.text("help"), view.text("docs")),
                        action,
                        new Step.Conditions(ActionBuilder.condition(context, view, "if", spot), Map.of(), Map.of()),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        judgements.timing(view, spot, after),
                        judgements.judgement(view, after),
                        judgements.failure(view, spot),
                        Step.Effect.NONE,
                        Optional.empty()));
    }

    private Optional<Step> probe(Item item, View view, Spot spot) {
        Optional<Node> node = view.get("done_if");
        if (node.isPresent() && node.get() instanceof Mapping mapping) {
            return undo(item, mapping, "probe", spot);
        }
        return ActionBuilder.condition(context, view, "done_if", spot)
                .map(expression -> Step.of("probe", new Action.Check(List.of(expression))));
    }

    Approval approval(View approval, Spot spot) {
        boolean each = approval.text("need").filter("each"::equals).isPresent();
        if (!approval.texts("by").isEmpty() && approval.texts("not").containsAll(approval.texts("by"))) {
            context.problems()
                    .add(
                            approval.node().entries().get("not").key().place(),
                            Code.TM411,
                            "everybody who may approve is excluded",
                            "name another role in `by`, or take one out of `not`");
        }
        return new Approval(
                approval.texts("by"),
                each ? Approval.EACH : Math.max(1, approval.integer("need", 1)),
                approval.texts("not"),
                shown(approval, spot),
                context.template(approval, "expires", Forms.DURATION, spot),
                approval.has("pins"),
                silence(approval, spot));
    }

    Optional<Silence> silence(View holder, Spot spot) {
        return judgements.silence(holder, spot);
    }

    List<Shown> shown(View holder, Spot spot) {
        List<Shown> shown = new ArrayList<>();
        for (Scalar scalar : holder.scalars("show")) {
            boolean word = scalar.text().equals(Shown.PLAN) || scalar.text().equals(Shown.PENDING);
            Optional<Expression> expression = word
                    ? Optional.empty()
                    : context.expressions().expression(scalar, spot.names(), spot.reader(false), Type.Simple.DYNAMIC);
            shown.add(new Shown(scalar.text(), expression));
        }
        return shown;
    }

    /** One boolean expression or a list of them. */
    List<Expression> expressions(View holder, String key, Spot spot) {
        return judgements.conditions(holder, key, spot);
    }

    private Map<String, String> reasons(View view, String key) {
        Map<String, String> reasons = new LinkedHashMap<>();
        view.entries(key).forEach((name, entry) -> {
            context.checkName(entry.key(), Form.Target.ENVIRONMENT);
            if (entry.value() instanceof Scalar reason) {
                reasons.put(name, reason.text());
            }
        });
        return reasons;
    }

    static List<Evidence> evidence(View view) {
        List<Evidence> evidence = new ArrayList<>();
        for (Mapping node : view.mappings("evidence")) {
            View one = new View(node);
            Evidence.Kind kind = Evidence.Kind.valueOf(one.text("type")
                    .filter(type -> List.of("text", "url", "file").contains(type))
                    .orElse("text")
                    .toUpperCase(Locale.ROOT));
            evidence.add(new Evidence(one.text("name").orElse("evidence"), kind, one.flag("required")));
        }
        return evidence;
    }

    /** A literal of nothing, where a wrong value was reported. */
    static Template nothing() {
        return Template.of("");
    }
}
