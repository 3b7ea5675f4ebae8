package dev.tminus.reader;

import dev.tminus.book.Action;
import dev.tminus.book.ActionType;
import dev.tminus.book.Choice;
import dev.tminus.book.Durations;
import dev.tminus.book.Expression;
import dev.tminus.book.Step;
import dev.tminus.book.Template;
import dev.tminus.book.Type;
import dev.tminus.reader.Form.Target;
import dev.tminus.reader.Node.Mapping;
import dev.tminus.reader.Node.Scalar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds what a step does. */
final class ActionBuilder {
    private final Context context;
    private final StepBuilder steps;

    ActionBuilder(Context context, StepBuilder steps) {
        this.context = context;
        this.steps = steps;
    }

    Optional<Action> action(View step, Spot spot, List<String> by) {
        Optional<String> key = context.outline().action(step.node());
        Optional<Node> value = key.flatMap(step::get);
        if (key.isEmpty() || value.isEmpty()) {
            return Optional.empty();
        }
        View mapping = View.of(value.get());
        Optional<Action> core = Optional.ofNullable(
                switch (key.get()) {
                    case "manual" -> new Action.Manual(text(value.get(), spot));
                    case "approve" -> new Action.Approve(steps.approval(mapping, spot));
                    case "decide" -> decide(mapping, spot, by);
                    case "ask" ->
                        new Action.Ask(
                                context.inputs().inputs(mapping.node().entries(), spot.names(), spot.reader(false)));
                    case "check" -> new Action.Check(steps.expressions(step, "check", spot));
                    case "set" -> new Action.Set(values(mapping, spot));
                    case "notify" -> notify(mapping, spot);
                    case "wait" -> new Action.Wait(until(value.get(), spot));
                    case "close" -> new Action.Close(context.effects().close(step.scalars("close"), spot));
                    case "settle" -> new Action.Settle(context.effects().settle(step.scalars("settle"), spot));
                    case "steps" -> inner(step, by);
                    case "use" -> use(step, spot);
                    default -> null;
                });
        return core.or(() -> context.keys().type(key.get()).map(type -> perform(type, step, value.get(), spot)));
    }

    private Action inner(View step, List<String> by) {
        List<Step> inner = steps.steps(step, "steps", by);
        int parallel = step.has("for_each") ? 1 : StepBuilder.parallel(step, Math.max(1, inner.size()));
        return new Action.Steps(inner, parallel);
    }

    private Action use(View step, Spot spot) {
        String group = step.text("use").orElse("");
        Map<String, Template> with = new LinkedHashMap<>();
        step.entries("with")
                .forEach((name, entry) -> with.put(
                        name,
                        context.expressions()
                                .template(entry.value(), Forms.ANYTHING, spot.names(), spot.reader(false))));
        context.groups().checkInputs(step, group);
        return new Action.Use(group, with);
    }

    private Action decide(View decide, Spot spot, List<String> by) {
        Map<String, Choice> options = new LinkedHashMap<>();
        decide.entries("options").forEach((name, entry) -> {
            if (entry.value() instanceof Scalar scalar) {
                context.jumps()
                        .choice(Optional.of(scalar), spot.home(), spot.item())
                        .ifPresent(choice -> options.put(name, choice));
            }
        });
        List<String> roles = decide.has("by") ? decide.texts("by") : by;
        return new Action.Decide(
                roles,
                context.template(decide, "ask", Forms.TEXT, spot).orElse(Template.of("")),
                steps.shown(decide, spot),
                options,
                steps.silence(decide, spot));
    }

    private Map<String, Template> values(View mapping, Spot spot) {
        Map<String, Template> values = new LinkedHashMap<>();
        mapping.node()
                .entries()
                .forEach((name, entry) ->
                        context.value(entry.value(), spot).ifPresent(value -> values.put(name, value)));
        return values;
    }

    private Action notify(View mapping, Spot spot) {
        List<Template> to = mapping.list("to").stream()
                .map(node -> context.expressions().template(node, Forms.TEXT, spot.names(), spot.reader(false)))
                .toList();
        mapping.scalars("to").forEach(context::checkAudience);
        return new Action.Notify(
                to, context.template(mapping, "text", Forms.TEXT, spot).orElse(Template.of("")));
    }

    private Action.Until until(Node node, Spot spot) {
        Node value = node instanceof Mapping mapping ? mapping.get("until").orElse(node) : node;
        if (!(value instanceof Scalar scalar)) {
            return new Action.Until.Value(Template.of(""));
        }
        if (node instanceof Mapping && Fit.at(scalar.text()).isPresent()) {
            return new Action.Until.Moment(Fit.at(scalar.text()).orElseThrow());
        }
        Optional<Template> fixed = Durations.parse(scalar.text()).<Template>map(Template::of);
        return new Action.Until.Value(
                fixed.or(() -> context.value(scalar, spot)).orElse(Template.of("")));
    }

    private Template text(Node node, Spot spot) {
        return context.expressions().template(node, Forms.TEXT, spot.names(), spot.reader(false));
    }

    private Action perform(ActionType type, View step, Node value, Spot spot) {
        Map<String, Template> inputs = new LinkedHashMap<>();
        Optional<ActionType.Key> direct = type.value()
                .filter(key -> !(value instanceof Mapping) || type.keys().isEmpty());
        if (direct.isPresent()) {
            input(direct.get(), value, spot, inputs);
        } else {
            View mapping = View.of(value);
            type.keys().forEach(key -> mapping.get(key.name()).ifPresent(node -> input(key, node, spot, inputs)));
        }
        type.beside().forEach(key -> step.get(key.name()).ifPresent(node -> input(key, node, spot, inputs)));
        return new Action.Perform(type, inputs);
    }

    private void input(ActionType.Key key, Node node, Spot spot, Map<String, Template> inputs) {
        Form form = Form.of(key.shape());
        if (Fit.leftOut(form, node)) {
            return;
        }
        if (form instanceof Form.Name name && name.target() == Target.STEP && node instanceof Scalar step) {
            if (context.outline().find(spot.home(), step.text()).isEmpty()) {
                context.jumps().unknown(step, step.text(), spot.home());
            }
        }
        context.files().note(form, node);
        RemoteText.check(node, context.problems());
        context.effects().trusted(form, node, spot);
        inputs.put(key.name(), context.expressions().template(node, form, spot.names(), spot.reader(key.secrets())));
    }

    /** A boolean expression, where there is one. */
    static Optional<Expression> condition(Context context, View view, String key, Spot spot) {
        return view.scalar(key)
                .flatMap(scalar ->
                        context.expressions().expression(scalar, spot.names(), spot.reader(false), Type.Simple.BOOL));
    }
}
