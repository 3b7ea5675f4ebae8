package dev.tminus.app.report;

import dev.tminus.book.Action;
import dev.tminus.book.Environment;
import dev.tminus.book.Group;
import dev.tminus.book.Phase;
import dev.tminus.book.Plan;
import dev.tminus.book.Runbook;
import dev.tminus.book.Scenario;
import dev.tminus.book.Step;
import dev.tminus.book.Template;
import dev.tminus.book.Values;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an environment puts in the place of what the runbook says: whole actions by {@code stubs}, and programs by a value
 * of its own for a variable with which a command begins.
 */
final class StandIns {

    private final Environment environment;
    private final Map<String, String> programs;

    private StandIns(Environment environment, Map<String, String> programs) {
        this.environment = environment;
        this.programs = programs;
    }

    static StandIns of(Plan plan) {
        Map<String, String> programs = new LinkedHashMap<>();
        Map<String, Template> ordinary = plan.runbook().vars();
        steps(plan.runbook()).flatMap(step -> program(step).stream()).distinct().forEach(name -> {
            Template here = plan.environment().vars().get(name);
            Template elsewhere = ordinary.get(name);
            if (here != null && elsewhere != null && !Objects.equals(here, elsewhere)) {
                programs.put(name, "%s in place of %s".formatted(text(here), text(elsewhere)));
            }
        });
        return new StandIns(plan.environment(), programs);
    }

    /** What stood in for a step's action, or for a program that it calls. */
    Optional<String> of(Step step) {
        return environment
                .standIn(step.action().key())
                .or(() -> leaves(step.action())
                        .flatMap(leaf -> variable(leaf).stream())
                        .filter(programs::containsKey)
                        .map(programs::get)
                        .findFirst());
    }

    /** The programs, each with what it takes the place of. */
    Collection<String> sentences() {
        return programs.values();
    }

    private static Stream<Step> steps(Runbook runbook) {
        Stream<List<Step>> lists = Stream.of(
                        runbook.phases().stream().map(Phase::steps),
                        runbook.rollbacks().values().stream().map(Scenario::before),
                        runbook.rollbacks().values().stream().map(Scenario::steps),
                        runbook.groups().values().stream().map(Group::steps))
                .flatMap(all -> all);
        return lists.flatMap(List::stream)
                .flatMap(Step::all)
                .flatMap(step -> Stream.concat(Stream.of(step), step.effect().undo().stream()));
    }

    /** The variable that names the program of a command. */
    private static Optional<String> program(Step step) {
        return step.action() instanceof Action.Perform perform
                        && perform.type().name().equals("run")
                ? perform.inputs().values().stream()
                        .filter(Template.Items.class::isInstance)
                        .flatMap(items ->
                                ((Template.Items) items).items().stream().limit(1))
                        .flatMap(first -> variable(first).stream())
                        .findFirst()
                : Optional.empty();
    }

    private static Stream<Template> leaves(Action action) {
        return action instanceof Action.Perform perform
                ? perform.inputs().values().stream().flatMap(StandIns::leaves)
                : Stream.empty();
    }

    private static Stream<Template> leaves(Template template) {
        if (template instanceof Template.Items items) {
            return items.items().stream().flatMap(StandIns::leaves);
        }
        return template instanceof Template.Fields fields
                ? fields.fields().values().stream().flatMap(StandIns::leaves)
                : Stream.of(template);
    }

    /** The name of the variable that is the whole value. */
    private static Optional<String> variable(Template template) {
        return Optional.of(template)
                .filter(Template.Computed.class::isInstance)
                .map(computed ->
                        ((Template.Computed) computed).expression().source().strip())
                .filter(source -> source.matches("vars\\.[a-z0-9_]+"))
                .map(source -> source.substring("vars.".length()));
    }

    private static String text(Template template) {
        return template instanceof Template.Constant constant ? Values.text(constant.value()) : "another program";
    }
}
