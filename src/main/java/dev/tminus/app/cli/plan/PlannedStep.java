package dev.tminus.app.cli.plan;

import dev.tminus.book.Action;
import dev.tminus.book.Group;
import dev.tminus.book.Runbook;
import dev.tminus.book.Step;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A step of a plan.
 *
 * @param standIn the executable that stands in for the action here
 * @param inputs what the action would be given, as far as it is known
 * @param leftOut its condition is false here, whatever happens
 */
record PlannedStep(
        String id,
        String name,
        String action,
        Optional<String> standIn,
        List<String> by,
        Map<String, String> inputs,
        boolean leftOut,
        boolean approved,
        boolean undo,
        Optional<Duration> expected,
        List<PlannedStep> steps) {

    static List<PlannedStep> all(Preview preview, List<Step> steps, String prefix) {
        return steps.stream().map(step -> of(preview, step, prefix)).toList();
    }

    private static PlannedStep of(Preview preview, Step step, String prefix) {
        return new PlannedStep(
                prefix + step.id(),
                step.name(),
                step.loop().map(loop -> "for_each ").orElse("") + step.action().key(),
                preview.plan().environment().standIn(step.action().key()),
                step.by(),
                inputs(preview, step.action()),
                step.conditions()
                                .when()
                                .flatMap(preview::settled)
                                .map(value -> !value)
                                .orElse(false)
                        || step.conditions()
                                .skipIn()
                                .containsKey(preview.plan().environment().name()),
                step.gate().isPresent() || step.action() instanceof Action.Approve,
                !step.effect().undo().isEmpty(),
                step.timing().estimate().flatMap(template -> length(preview, template)),
                inside(preview, step, prefix));
    }

    private static Optional<Duration> length(Preview preview, dev.tminus.book.Template template) {
        return preview.known(template) instanceof dev.tminus.book.Template.Constant constant
                        && constant.value() instanceof Duration duration
                ? Optional.of(duration)
                : Optional.empty();
    }

    private static Map<String, String> inputs(Preview preview, Action action) {
        Map<String, String> shown = new LinkedHashMap<>();
        if (action instanceof Action.Perform perform) {
            perform.inputs().forEach((name, template) -> shown.put(name, preview.text(template)));
        } else if (action instanceof Action.Manual manual) {
            shown.put("text", preview.text(manual.text()));
        } else if (action instanceof Action.Decide decide) {
            shown.put("ask", preview.text(decide.question()));
            shown.put("options", String.join(", ", decide.options().keySet()));
        } else if (action instanceof Action.Ask ask) {
            shown.put("fields", String.join(", ", ask.fields().keySet()));
        } else if (action instanceof Action.Close close) {
            shown.put("steps", String.join(", ", close.steps()));
        } else if (action instanceof Action.Settle settle) {
            shown.put("steps", String.join(", ", settle.steps()));
        } else if (action instanceof Action.Notify notify) {
            shown.put("text", preview.text(notify.text()));
        }
        return shown;
    }

    private static List<PlannedStep> inside(Preview preview, Step step, String prefix) {
        Runbook runbook = preview.plan().runbook();
        if (step.action() instanceof Action.Use use) {
            Group group = runbook.groups().get(use.group());
            return all(preview, group.steps(), prefix + step.id() + "/");
        }
        return all(preview, step.inner(), prefix);
    }

    /** It and what is inside it, outside in; nothing of what is left out. */
    Stream<PlannedStep> done() {
        return leftOut
                ? Stream.empty()
                : Stream.concat(Stream.of(this), steps.stream().flatMap(PlannedStep::done));
    }

    boolean isPeoples() {
        return List.of("manual", "decide", "ask").contains(action.replace("for_each ", ""));
    }
}
