package dev.tminus.app.guide;

import dev.tminus.book.Action;
import dev.tminus.book.ActionType;
import dev.tminus.book.Approval;
import dev.tminus.book.Expression;
import dev.tminus.book.Group;
import dev.tminus.book.Offset;
import dev.tminus.book.Phase;
import dev.tminus.book.Role;
import dev.tminus.book.Runbook;
import dev.tminus.book.Scenario;
import dev.tminus.book.Scope;
import dev.tminus.book.Step;
import dev.tminus.book.Template;
import dev.tminus.book.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Runbooks made of the steps that a test gives, with one phase, one role and one way back. */
final class SampleRunbooks {

    private SampleRunbooks() {}

    static Step manual(String id, String name) {
        Step step = Step.of(id, new Action.Manual(Template.of(name)));
        return new Step(
                id,
                name,
                step.by(),
                step.words(),
                step.action(),
                step.conditions(),
                step.loop(),
                step.gate(),
                step.probe(),
                step.timing(),
                step.judgement(),
                step.failure(),
                step.effect(),
                step.then());
    }

    static Step run(String id, Template command) {
        ActionType type = new ActionType(
                "run",
                "",
                Optional.empty(),
                List.of(),
                List.of(),
                Map.of(),
                ActionType.Repeat.NEVER,
                ActionType.DryRun.PRINT,
                Optional.empty(),
                "");
        return Step.of(id, new Action.Perform(type, Map.of("command", command)));
    }

    static Runbook runbook(Step... steps) {
        return runbook(Map.of(), steps);
    }

    static Runbook runbook(Map<String, Group> groups, Step... steps) {
        Phase phase = new Phase(
                "before",
                "Before",
                new Phase.Start.At(Offset.parse("-7d").orElseThrow()),
                Optional.empty(),
                List.of(),
                false,
                List.of(),
                Optional.empty(),
                List.of(steps));
        Approval approval = new Approval(
                List.of("dba", "boss"), 2, List.of(), List.of(), Optional.empty(), false, Optional.empty());
        Scenario scenario = new Scenario(
                "restore",
                "Restore",
                Optional.of("It hangs."),
                Template.of("All writes."),
                Optional.empty(),
                Optional.of(approval),
                List.of(),
                true,
                List.of(),
                Optional.empty(),
                List.of(),
                Scenario.Then.END);
        return new Runbook(
                "move",
                "Move",
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Map.of(),
                Map.of(),
                Map.of("dba", new Role("dba", List.of())),
                Map.of(),
                Map.of(),
                Map.of(),
                Optional.empty(),
                Map.of(),
                List.of(phase),
                Map.of("restore", scenario),
                groups,
                Map.of(),
                "",
                "");
    }

    /** An expression that is shown, never evaluated. */
    record Written(String source) implements Expression {
        @Override
        public Type type() {
            return Type.Simple.STRING;
        }

        @Override
        public Set<String> reads() {
            return Set.of();
        }

        @Override
        public Object evaluate(Scope scope) {
            throw new AssertionError("a checklist must not evaluate " + source);
        }
    }
}
