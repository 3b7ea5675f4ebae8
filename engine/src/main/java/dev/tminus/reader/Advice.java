package dev.tminus.reader;

import dev.tminus.book.Action;
import dev.tminus.book.Runbook;
import dev.tminus.book.Step;
import dev.tminus.reader.Node.Mapping;

/** Advice on what is allowed but seldom meant; a profile decides how much it weighs. */
final class Advice {
    private Advice() {}

    static void give(Runbook runbook, Mapping root, Problems problems) {
        View view = new View(root);
        if (runbook.owner().isEmpty()) {
            problems.add(
                    root.entries().values().iterator().next().key().place(),
                    Code.TM501,
                    "the runbook has no owner",
                    "add `owner:` so that people know whom to ask");
        }
        boolean changesData = runbook.steps().anyMatch(step -> step.effect().destructive());
        if (changesData && runbook.rollbacks().isEmpty() && view.has("phases")) {
            problems.add(
                    root.entries().get("phases").key().place(),
                    Code.TM506,
                    "steps may lose data and there is no rollback scenario",
                    "add `rollbacks:` and say what each one loses");
        }
        for (Mapping phase : view.mappings("phases")) {
            steps(new View(phase), problems);
        }
        if (runbook.steps().noneMatch(Advice::automatic)) {
            return;
        }
        for (Mapping scenario : view.mappings("rollbacks")) {
            steps(new View(scenario), problems);
        }
    }

    private static boolean automatic(Step step) {
        return step.action() instanceof Action.Perform;
    }

    /** Downtime without a way back is usually forgotten, not meant. */
    private static void steps(View holder, Problems problems) {
        for (Mapping node : holder.mappings("steps")) {
            View step = new View(node);
            if (step.flag("impact") && !step.has("undo") && !step.has("use") && !step.has("steps")) {
                problems.add(
                        node.entries().get("impact").key().place(),
                        Code.TM505,
                        "users notice this effect and nothing takes it back",
                        "add an `undo`, or write impact: step when it ends with the step");
            }
            steps(step, problems);
        }
    }
}
