package dev.tminus.reader;

import dev.tminus.book.Answers;
import dev.tminus.book.Environment;
import dev.tminus.book.ExpressionException;
import dev.tminus.book.Input;
import dev.tminus.book.Plan;
import dev.tminus.book.Runbook;
import dev.tminus.book.Scope;
import dev.tminus.book.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Binds a runbook to an environment and to the inputs a person gave, with defaults for the rest. */
public final class PlanBinder {

    private PlanBinder() {}

    /** Inputs that have no value yet and must have one, in the order of the runbook. */
    public static List<Input> missing(Runbook runbook, Map<String, ?> given) {
        return runbook.inputs().values().stream()
                .filter(input -> !given.containsKey(input.name()))
                .filter(input -> input.fallback().isEmpty() && !input.optional())
                .toList();
    }

    /**
     * The plan.
     *
     * @param given inputs as typed or as YAML has them, by name; what is absent takes its default
     * @throws BindingException with one sentence for each thing that does not fit
     */
    public static Plan bind(Runbook runbook, String environment, Map<String, ?> given) {
        List<String> wrong = new ArrayList<>();
        Environment bound = environment(runbook, environment, wrong);
        Values inputs = inputs(runbook, bound, given, wrong);
        if (!wrong.isEmpty()) {
            throw new BindingException(wrong);
        }
        return PlanText.bind(runbook, bound.name(), inputs);
    }

    private static Environment environment(Runbook runbook, String name, List<String> wrong) {
        Environment found = runbook.environments().get(name);
        if (found != null) {
            return found;
        }
        String known = runbook.environments().isEmpty()
                ? "it declares none"
                : "it has: " + String.join(", ", runbook.environments().keySet());
        wrong.add("runbook %s has no environment \"%s\"; %s%s"
                .formatted(runbook.id(), name, known, help(name, runbook.environments())));
        throw new BindingException(wrong);
    }

    private static Values inputs(Runbook runbook, Environment environment, Map<String, ?> given, List<String> wrong) {
        given.keySet().stream()
                .filter(name -> !runbook.inputs().containsKey(name))
                .forEach(name -> wrong.add("runbook %s has no input \"%s\"; %s%s"
                        .formatted(
                                runbook.id(),
                                name,
                                runbook.inputs().isEmpty()
                                        ? "it asks for none"
                                        : "it asks for: "
                                                + String.join(
                                                        ", ", runbook.inputs().keySet()),
                                help(name, runbook.inputs()))));
        missing(runbook, given)
                .forEach(input -> wrong.add("input %s is missing%s; give it with: -i %s=..."
                        .formatted(
                                input.name(),
                                input.help().map(help -> " (" + help + ")").orElse(""),
                                input.name())));
        Map<String, Object> values = new LinkedHashMap<>();
        for (Input input : runbook.inputs().values()) {
            try {
                raw(input, environment, given, values)
                        .ifPresent(raw -> values.put(input.name(), Answers.read(input, raw)));
            } catch (IllegalArgumentException | ExpressionException unfit) {
                wrong.add("input " + unfit.getMessage());
            }
        }
        return new Values(values);
    }

    /** What was given, else the default, which may read the environment and the inputs before it. */
    private static Optional<Object> raw(
            Input input, Environment environment, Map<String, ?> given, Map<String, Object> before) {
        Object value = given.get(input.name());
        if (value != null) {
            return Optional.of(value);
        }
        Scope scope = name -> switch (name) {
            case "inputs" -> Optional.of(before);
            case "environment" -> Optional.of(Map.of("name", environment.name(), "rehearsal", environment.rehearsal()));
            default -> Optional.empty();
        };
        return input.fallback().map(template -> template.resolve(scope));
    }

    private static String help(String written, Map<String, ?> known) {
        return DidYouMean.help(written, known.keySet())
                .map(help -> " (" + help + ")")
                .orElse("");
    }
}
