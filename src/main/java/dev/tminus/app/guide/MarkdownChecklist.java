package dev.tminus.app.guide;

import dev.tminus.book.Environment;
import dev.tminus.book.Phase;
import dev.tminus.book.Plan;
import dev.tminus.book.Role;
import dev.tminus.book.Runbook;
import dev.tminus.book.Scenario;
import dev.tminus.book.Step;
import dev.tminus.book.Template;
import dev.tminus.book.Values;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A runbook as a checklist that people can read, print and tick: each phase with its time, each step with its owner,
 * its exact command and what makes it good, and each way back with its price.
 */
public final class MarkdownChecklist {
    private final Markdown out = new Markdown();
    private final Runbook runbook;
    private final Wording wording;
    private final ChecklistStep steps;

    private MarkdownChecklist(Runbook runbook, UnaryOperator<Template> known) {
        this.runbook = runbook;
        this.wording = new Wording(known);
        this.steps = new ChecklistStep(out, wording, runbook.groups());
    }

    /** The checklist of a runbook for any environment: values that differ stand as expressions. */
    public static String of(Runbook runbook) {
        return of(runbook, UnaryOperator.identity());
    }

    /** The checklist of a runbook with what is known of its values. */
    static String of(Runbook runbook, UnaryOperator<Template> known) {
        return new MarkdownChecklist(runbook, known).write(Optional.empty());
    }

    /**
     * The checklist of a plan.
     *
     * @param known gives for a template a constant where its value is known before the run and is no secret, and
     *     otherwise the template itself
     */
    public static String of(Plan plan, UnaryOperator<Template> known) {
        return new MarkdownChecklist(plan.runbook(), known).write(Optional.of(plan));
    }

    private String write(Optional<Plan> plan) {
        out.line(0, "# " + Markdown.escaped(runbook.name()));
        String owner = runbook.owner()
                .map(name -> ", owned by " + Markdown.escaped(name))
                .orElse("");
        String docs =
                runbook.docs().map(link -> ", see " + Markdown.escaped(link)).orElse("");
        out.paragraph(0, "Runbook %s%s%s.".formatted(Markdown.code(runbook.id()), owner, docs));
        plan.ifPresent(this::planned);
        roles(plan.map(Plan::environment));
        for (Phase phase : runbook.phases()) {
            phase(phase);
        }
        runbook.rollbacks().values().forEach(this::scenario);
        return out.toString();
    }

    private void planned(Plan plan) {
        out.paragraph(
                0,
                "For **%s**%s. Plan %s."
                        .formatted(
                                Markdown.escaped(plan.environment().name()),
                                plan.environment().rehearsal() ? " (a rehearsal)" : "",
                                Markdown.code(plan.digest())));
        out.blank();
        plan.inputs()
                .map()
                .forEach((name, value) ->
                        out.line(0, "- %s = %s".formatted(Markdown.code(name), Markdown.code(Values.text(value)))));
        plan.environment()
                .stubs()
                .forEach((action, executable) -> out.line(
                        0,
                        "- Stubbed here: every %s step, by %s"
                                .formatted(Markdown.code(action), Markdown.code(executable))));
    }

    private void roles(Optional<Environment> environment) {
        if (runbook.roles().isEmpty()) {
            return;
        }
        out.paragraph(0, "Roles:").blank();
        for (Role role : runbook.roles().values()) {
            String people = environment
                    .map(e -> e.people().getOrDefault(role.id(), List.of()))
                    .filter(names -> !names.isEmpty())
                    .map(names -> ": " + Wording.names(names))
                    .orElse("");
            String not = role.not().isEmpty() ? "" : " (nobody who is also %s)".formatted(Wording.names(role.not()));
            out.line(0, "- %s%s%s".formatted(Markdown.escaped(role.id()), people, not));
        }
    }

    private void phase(Phase phase) {
        out.blank().line(0, "## " + Markdown.escaped(Wording.start(phase.start()) + phase.name()));
        phase.when().ifPresent(e -> out.paragraph(0, "Only if " + Wording.expression(e)));
        if (phase.windowRequired()) {
            out.paragraph(0, "Starts only inside the window.");
        }
        if (!phase.requires().isEmpty()) {
            out.paragraph(
                    0,
                    "Needs "
                            + phase.requires().stream()
                                    .map(need -> Markdown.code(need.phase())
                                            + need.maxAge()
                                                    .map(age -> " at most %s old".formatted(Values.text(age)))
                                                    .orElse(""))
                                    .collect(Collectors.joining(", ")));
        }
        all(phase.steps());
    }

    private void scenario(Scenario scenario) {
        out.blank().line(0, "## " + Markdown.escaped("Rollback: " + scenario.name()));
        scenario.symptoms().ifPresent(words -> out.paragraph(0, "**Symptoms**: " + Markdown.escaped(words)));
        out.paragraph(0, "**Loses**: " + Markdown.escaped(wording.text(scenario.loses())));
        scenario.when().ifPresent(e -> out.paragraph(0, "Only if " + Wording.expression(e)));
        scenario.estimate().ifPresent(time -> out.paragraph(0, "About " + Markdown.escaped(wording.text(time))));
        scenario.approve().ifPresent(approval -> ChecklistStep.approval(out, 0, wording, approval));
        if (!scenario.before().isEmpty()) {
            out.paragraph(0, "First:");
            all(scenario.before());
        }
        if (scenario.undo()) {
            String open = scenario.keepOpen().isEmpty()
                    ? ""
                    : ", except "
                            + scenario.keepOpen().stream().map(Markdown::code).collect(Collectors.joining(", "));
            out.paragraph(0, "Undo what was done, newest first%s.".formatted(open));
        }
        all(scenario.steps());
        out.paragraph(
                0,
                switch (scenario.then()) {
                    case END -> "Then the run ends.";
                    case RESUME -> "Then the run goes on after the step that failed.";
                    case RETRY -> "Then the step that failed runs again, when a person says so.";
                });
    }

    private void all(List<Step> list) {
        out.blank();
        list.forEach(step -> steps.write(0, step));
    }
}
