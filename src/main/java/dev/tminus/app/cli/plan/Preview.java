package dev.tminus.app.cli.plan;

import dev.tminus.book.Expression;
import dev.tminus.book.ExpressionException;
import dev.tminus.book.Plan;
import dev.tminus.book.Scope;
import dev.tminus.book.SecretMark;
import dev.tminus.book.Template;
import dev.tminus.book.Values;
import dev.tminus.forecast.Forecast;
import dev.tminus.run.Actor;
import dev.tminus.run.RunEvent;
import dev.tminus.run.RunState;
import dev.tminus.run.Scopes;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A plan as a run would begin with it: what is known of its values now, and the expression where nothing is. */
final class Preview {

    private final Plan plan;
    private final RunState state;
    private final Instant now;
    private final Scope scope;

    Preview(Plan plan, Actor starter, Path folder, Instant now) {
        this.plan = plan;
        this.now = now;
        this.state = RunState.of(List.of(begun(plan, starter, folder, now)));
        this.scope = Scopes.of(plan, state, now);
    }

    private Preview(Preview bare, RunState state) {
        this.plan = bare.plan;
        this.now = bare.now;
        this.state = state;
        this.scope = Scopes.of(plan, state, now);
    }

    /** The same, with what is expected of the run. */
    Preview expecting(Optional<Forecast> forecast) {
        return new Preview(this, RunState.of(List.of(state.start().expecting(forecast))));
    }

    private static RunEvent.RunStarted begun(Plan plan, Actor starter, Path folder, Instant now) {
        Map<String, List<String>> people = new LinkedHashMap<>();
        plan.runbook().roles().keySet().forEach(role -> people.put(role, List.of()));
        people.putAll(plan.environment().people());
        people.putAll(Binding.people(plan, Map.of()));
        return new RunEvent.RunStarted(
                now.truncatedTo(ChronoUnit.MICROS),
                "r-preview",
                plan.runbook().id(),
                plan.runbook().name(),
                "STAMP",
                plan.environment().name(),
                plan.environment().rehearsal(),
                starter,
                plan.text(),
                plan.digest(),
                plan.runbook().digest(),
                Binding.window(plan).map(Object::toString),
                Values.NONE,
                people,
                Optional.empty(),
                List.of(),
                folder.toString(),
                "tminus",
                Optional.empty());
    }

    Plan plan() {
        return plan;
    }

    RunState state() {
        return state;
    }

    Instant now() {
        return now;
    }

    /** Whether a condition is settled already: false leaves the step out whatever happens. */
    Optional<Boolean> settled(Expression condition) {
        boolean aboutNow =
                condition.source().contains("steps.") || condition.source().contains("now");
        try {
            return aboutNow || !(condition.evaluate(scope) instanceof Boolean value)
                    ? Optional.empty()
                    : Optional.of(value);
        } catch (ExpressionException later) {
            return Optional.empty();
        }
    }

    /** A constant for a template whose value is known now and is no secret; else the template. */
    Template known(Template template) {
        try {
            Object value = template.resolve(scope);
            return holdsSecret(value) ? template : Template.of(value);
        } catch (ExpressionException later) {
            return template;
        }
    }

    private static boolean holdsSecret(Object value) {
        String text = String.valueOf(value);
        return !SecretMark.shown(text).equals(text);
    }

    /** A template as people read it, as far as it is known; secrets by name. */
    String text(Template template) {
        if (template instanceof Template.Text text) {
            return text.parts().stream().map(this::text).collect(Collectors.joining());
        }
        if (template instanceof Template.Items items) {
            return items.items().stream().map(this::text).collect(Collectors.joining(", ", "[", "]"));
        }
        if (template instanceof Template.Fields fields) {
            return fields.fields().entrySet().stream()
                    .map(field -> field.getKey() + ": " + text(field.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        try {
            return SecretMark.shown(Values.text(template.resolve(scope)));
        } catch (ExpressionException later) {
            return template.expressions()
                    .map(expression -> "${{ " + expression.source() + " }}")
                    .collect(Collectors.joining(" "));
        }
    }
}
