package dev.tminus.app.cli.plan;

import dev.tminus.app.cli.desk.Desk;
import dev.tminus.app.cli.desk.Refusal;
import dev.tminus.book.Answers;
import dev.tminus.book.Input;
import dev.tminus.book.Plan;
import dev.tminus.book.Runbook;
import dev.tminus.book.Window;
import dev.tminus.reader.PlanBinder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A runbook with what a person gave on the command line or typed when asked. */
public final class Binding {

    private Binding() {}

    public static Plan of(Desk desk, Runbook runbook, String environment, Map<String, String> given) {
        Map<String, String> inputs = new LinkedHashMap<>(given);
        if (desk.terminal.isInteractive() && runbook.environments().containsKey(environment)) {
            PlanBinder.missing(runbook, given).forEach(input -> inputs.put(input.name(), typed(desk, input)));
        }
        return PlanBinder.bind(runbook, environment, inputs);
    }

    /** Asks until the answer fits. */
    private static String typed(Desk desk, Input input) {
        String help = input.help().map(text -> " (" + text + ")").orElse("");
        String values = input.values().isEmpty() ? "" : " [" + String.join(", ", input.values()) + "]";
        while (true) {
            String text = desk.terminal
                    .ask("%s%s%s: ".formatted(input.name(), help, values))
                    .orElseThrow(() -> Refusal.usage(
                            "input %s is missing; give it with: -i %s=...".formatted(input.name(), input.name())));
            try {
                Answers.read(input, text);
                return text;
            } catch (IllegalArgumentException unfit) {
                desk.say(unfit.getMessage());
            }
        }
    }

    /** The window an input gave. */
    public static Optional<Window> window(Plan plan) {
        return plan.inputs().map().values().stream()
                .filter(Window.class::isInstance)
                .map(Window.class::cast)
                .findFirst();
    }

    /** People by role, from inputs that set them and from the command line, which wins. */
    public static Map<String, List<String>> people(Plan plan, Map<String, String> roles) {
        Map<String, List<String>> people = new LinkedHashMap<>();
        for (Input input : plan.runbook().inputs().values()) {
            if (input.kind() == Input.Kind.ROLES && input.sets().isPresent()) {
                plan.inputs()
                        .find(input.name())
                        .ifPresent(value -> ((Map<?, ?>) value)
                                .forEach((role, persons) -> people.put(String.valueOf(role), names(persons))));
            }
        }
        roles.forEach((role, persons) -> people.put(role, List.of(persons.split("[+,]", -1))));
        return people;
    }

    private static List<String> names(Object persons) {
        List<String> names = new ArrayList<>();
        if (persons instanceof List<?> list) {
            list.forEach(person -> names.add(String.valueOf(person)));
        } else {
            names.add(String.valueOf(persons));
        }
        return names;
    }
}
