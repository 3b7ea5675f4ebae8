package dev.tminus.reader;

import dev.tminus.book.Choice;
import dev.tminus.book.Environment;
import dev.tminus.book.Group;
import dev.tminus.book.Offset;
import dev.tminus.book.Phase;
import dev.tminus.book.Runbook;
import dev.tminus.book.Scenario;
import dev.tminus.book.Step;
import dev.tminus.book.Template;
import dev.tminus.reader.Node.Mapping;
import dev.tminus.reader.Node.Scalar;
import dev.tminus.reader.Outline.Home;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Builds a runbook of a checked tree. What is still wrong with it is reported on the way. */
final class RunbookBuilder {
    private final Context context;
    private final SettingsBuilder settings;
    private final StepBuilder steps;

    RunbookBuilder(Context context) {
        this.context = context;
        this.settings = new SettingsBuilder(context);
        this.steps = new StepBuilder(context);
    }

    /** The runbook, still without the digests of its files and of itself. */
    Runbook build() {
        View root = context.root();
        Outline.duplicates(root.node(), "phases", "phase", context.problems());
        Outline.duplicates(root.node(), "rollbacks", "rollback scenario", context.problems());
        context.groups().checkCycles();
        Spot spot = context.settings();
        Map<String, Template> vars = settings.vars(root);
        Map<String, Environment> environments = settings.environments();
        VarCycles.check(root, vars, environments, context.problems());
        return new Runbook(
                root.text("id").orElse("runbook"),
                root.text("name").or(() -> root.text("id")).orElse("runbook"),
                root.text("owner"),
                root.text("docs"),
                root.texts("tags"),
                context.inputs().inputs(root.entries("inputs"), spot.names(), spot.reader(false)),
                vars,
                settings.roles(),
                settings.secrets(root),
                settings.connections(root),
                environments,
                settings.lock(),
                settings.notices(),
                phases(root),
                scenarios(root),
                groups(root),
                Map.of(),
                "",
                "");
    }

    private List<Phase> phases(View root) {
        List<Phase> phases = new ArrayList<>();
        Set<String> earlier = new LinkedHashSet<>();
        for (Mapping node : root.mappings("phases")) {
            View phase = new View(node);
            String id = phase.text("id").orElse("phase" + phases.size());
            phases.add(phase(phase, id, earlier));
            earlier.add(id);
        }
        return phases;
    }

    private Phase phase(View phase, String id, Set<String> earlier) {
        Home home = new Home(Optional.of(id), Optional.empty(), Optional.empty());
        Spot spot = context.spot(home);
        List<String> by = phase.texts("by");
        Optional<Choice> onFailure = context.jumps().choice(phase.scalar("on_failure"), home, Optional.empty());
        return new Phase(
                id,
                phase.text("name").orElse(id),
                start(phase, earlier),
                ActionBuilder.condition(context, phase, "if", spot),
                by,
                phase.has("window"),
                requirements(phase, earlier),
                onFailure,
                steps.steps(phase, "steps", by));
    }

    private Phase.Start start(View phase, Set<String> earlier) {
        if (phase.has("at") && phase.has("after")) {
            context.problems()
                    .add(
                            phase.node().entries().get("after").key().place(),
                            Code.TM119,
                            "a phase starts `at` a time or `after` a phase, not both",
                            "delete one of them");
        }
        Optional<Fit.After> after = phase.text("after").flatMap(Fit::after);
        if (after.isPresent()) {
            earlierPhase(phase.scalar("after").orElseThrow(), after.get().phase(), earlier);
            return new Phase.Start.After(after.get().phase(), after.get().offset());
        }
        return phase.text("at")
                .<Phase.Start>map(at -> new Phase.Start.At(Fit.at(at).orElse(Offset.ZERO)))
                .orElseGet(Phase.Start.Next::new);
    }

    private List<Phase.Requirement> requirements(View phase, Set<String> earlier) {
        List<Phase.Requirement> requirements = new ArrayList<>();
        for (Node node : phase.list("requires")) {
            View view = View.of(node);
            Optional<Scalar> name = node instanceof Scalar scalar ? Optional.of(scalar) : view.scalar("phase");
            name.ifPresent(required -> {
                earlierPhase(required, required.text(), earlier);
                requirements.add(new Phase.Requirement(required.text(), view.duration("max_age")));
            });
        }
        return requirements;
    }

    private void earlierPhase(Scalar place, String id, Set<String> earlier) {
        if (earlier.contains(id)) {
            return;
        }
        boolean declared = context.declares(Form.Target.PHASE, id);
        boolean reported = !declared && place.text().equals(id);
        if (declared || !reported) {
            context.problems()
                    .add(
                            place.place(),
                            declared ? Code.TM401 : Code.TM205,
                            declared
                                    ? "the phase %s does not come before this one".formatted(id)
                                    : "there is no phase \"%s\"".formatted(Shorten.to(60, id)),
                            declared
                                    ? Optional.of("name an earlier phase, or move this one")
                                    : DidYouMean.help(id, earlier));
        }
    }

    private Map<String, Scenario> scenarios(View root) {
        Map<String, Scenario> scenarios = new LinkedHashMap<>();
        for (Mapping node : root.mappings("rollbacks")) {
            View scenario = new View(node);
            String id = scenario.text("id").orElse("rollback" + scenarios.size());
            scenarios.put(id, scenario(scenario, id));
        }
        return scenarios;
    }

    private Scenario scenario(View view, String id) {
        Spot spot = context.spot(new Home(Optional.empty(), Optional.of(id), Optional.empty()));
        List<Step> before = steps.scenarioSteps(view, "before");
        Scenario.Then then = switch (view.text("then").orElse("end")) {
            case "resume" -> Scenario.Then.RESUME;
            case "retry" -> Scenario.Then.RETRY;
            default -> Scenario.Then.END;
        };
        return new Scenario(
                id,
                view.text("name").orElse(id),
                view.text("symptoms"),
                context.template(view, "loses", Forms.TEXT, spot).orElse(StepBuilder.nothing()),
                ActionBuilder.condition(context, view, "if", spot),
                view.view("approve").map(approval -> steps.approval(approval, spot)),
                before,
                view.flag("undo"),
                context.effects().settle(view.scalars("keep_open"), spot),
                context.template(view, "estimate", Forms.DURATION, spot),
                steps.scenarioSteps(view, "steps"),
                then);
    }

    private Map<String, Group> groups(View root) {
        Map<String, Group> groups = new LinkedHashMap<>();
        root.entries("groups").forEach((name, entry) -> {
            View group = View.of(entry.value());
            Spot spot = context.spot(new Home(Optional.empty(), Optional.empty(), Optional.of(name)));
            Map<String, Template> outputs = new LinkedHashMap<>();
            group.entries("outputs")
                    .forEach((output, value) ->
                            context.value(value.value(), spot).ifPresent(made -> outputs.put(output, made)));
            groups.put(
                    name,
                    new Group(
                            name,
                            context.inputs()
                                    .inputs(
                                            group.entries("inputs"),
                                            context.settings().names(),
                                            spot.reader(false)),
                            outputs,
                            steps.steps(group, "steps", List.of())));
        });
        return groups;
    }
}
