package dev.tminus.app.report;

import dev.tminus.book.ActionType;
import dev.tminus.book.ActionType.Shape;
import dev.tminus.book.Plan;
import dev.tminus.book.Runbook;
import dev.tminus.book.Type;
import dev.tminus.book.Values;
import dev.tminus.journal.Append;
import dev.tminus.journal.Head;
import dev.tminus.journal.History;
import dev.tminus.journal.InMemoryJournal;
import dev.tminus.journal.RunFacts;
import dev.tminus.reader.Reading;
import dev.tminus.reader.RunbookReader;
import dev.tminus.run.Actor;
import dev.tminus.run.OutputRef;
import dev.tminus.run.Rehearsal;
import dev.tminus.run.RunEvent;
import dev.tminus.run.RunId;
import dev.tminus.run.RunState;
import dev.tminus.run.RunStatus;
import dev.tminus.run.WaitKind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A run told event by event, and read back from a journal. */
final class ReportedRun {

    static final Instant START = Instant.parse("2026-12-01T00:50:00Z");
    static final Actor ANNA = Actor.cli("anna");
    static final Actor BEN = Actor.cli("ben");
    private static final RunId RUN = new RunId("r-1");

    private final Plan plan;
    private final List<RunEvent> events = new ArrayList<>();
    private Instant now = START;

    private ReportedRun(Plan plan) {
        this.plan = plan;
    }

    /** A run of a runbook in an environment of it. */
    static ReportedRun of(String yaml, String environment) {
        Reading reading = new RunbookReader(List.of(run())).read("sample", yaml, path -> Optional.of(""));
        Runbook runbook = reading.runbook().orElseThrow(() -> new IllegalArgumentException(reading.report()));
        Plan plan = new Plan(
                runbook, runbook.environments().get(environment), Values.of("ticket", "CHG-7"), "{}", "a".repeat(64));
        ReportedRun told = new ReportedRun(plan);
        return told.add(told.started());
    }

    private static ActionType run() {
        ActionType.Key command = ActionType.Key.required(
                "command",
                new Shape.Either(List.of(new Shape.Many(new Shape.Leaf(Type.Simple.STRING)), new Shape.Code("bash"))),
                "the program");
        ActionType.Key env = ActionType.Key.optional(
                        "env", new Shape.Table(new Shape.Leaf(Type.Simple.STRING)), "variables")
                .withSecrets();
        return new ActionType(
                "run",
                "runs a program",
                Optional.of(command),
                List.of(command),
                List.of(env),
                Map.of("exit_code", Type.Simple.INT, "output", Type.Simple.STRING),
                ActionType.Repeat.NEVER,
                ActionType.DryRun.PRINT,
                Optional.of("exit_code"),
                "run: [ls]");
    }

    private RunEvent started() {
        return new RunEvent.RunStarted(
                now,
                RUN.value(),
                plan.runbook().id(),
                plan.runbook().name(),
                "20261201-005000",
                plan.environment().name(),
                plan.environment().rehearsal(),
                ANNA,
                plan.text(),
                plan.digest(),
                plan.runbook().digest(),
                Optional.of("2026-12-01T01:00[UTC]/PT1H"),
                Values.NONE,
                Map.of("dba", List.of("anna"), "release_manager", List.of("ben")),
                Optional.of(new Rehearsal(
                        "r-0",
                        "succeeded",
                        START.minus(Duration.ofDays(2)),
                        plan.runbook().digest(),
                        Map.of(),
                        List.of("stop"),
                        List.of("apply", "check"),
                        List.of())),
                List.of(),
                "/srv/runbooks",
                "0.1.0",
                Optional.empty());
    }

    ReportedRun add(RunEvent event) {
        events.add(event);
        return this;
    }

    ReportedRun after(Duration length) {
        now = now.plus(length);
        return this;
    }

    Instant now() {
        return now;
    }

    ReportedRun phase(String phase) {
        return add(new RunEvent.PhaseStarted(now, phase));
    }

    ReportedRun phaseEnded(String phase) {
        return add(new RunEvent.PhaseEnded(now, phase));
    }

    ReportedRun begins(String step, int attempt, Values inputs) {
        return add(new RunEvent.StepStarted(now, step, attempt, inputs, List.of(), Optional.empty(), Optional.empty()));
    }

    ReportedRun succeeds(String step, String output) {
        return add(new RunEvent.StepSucceeded(
                now,
                step,
                1,
                Values.of("exit_code", 0L),
                Values.NONE,
                List.of("stop", "dump").contains(step)
                        ? Values.of("1", Map.of("command", List.of("undo", step)))
                        : Values.NONE,
                printed(output),
                List.of()));
    }

    /** A step that takes so long and ends well. */
    ReportedRun does(String step, Duration length) {
        return begins(step, 1, Values.NONE).after(length).succeeds(step, "");
    }

    ReportedRun fails(String step, int attempt, String reason, String output) {
        return add(new RunEvent.StepFailed(now, step, attempt, reason, Values.of("exit_code", 1L), printed(output)));
    }

    ReportedRun waits(String step, WaitKind kind) {
        return add(new RunEvent.StepWaits(
                now,
                step,
                kind,
                List.of("release_manager"),
                "",
                kind == WaitKind.APPROVE ? Values.of("plan", plan.digest()) : Values.NONE,
                kind == WaitKind.APPROVE ? "d".repeat(64) : "",
                Optional.empty(),
                Optional.empty()));
    }

    ReportedRun ends(RunStatus outcome) {
        return add(new RunEvent.RunEnded(now, outcome, state().openEffects()));
    }

    private static Optional<OutputRef> printed(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(new OutputRef("f".repeat(64), text.length(), text));
    }

    Plan plan() {
        return plan;
    }

    RunState state() {
        return RunState.of(events);
    }

    /** The history as a journal gives it back. */
    History history() {
        try (InMemoryJournal journal = new InMemoryJournal(InstantSource.fixed(now))) {
            RunFacts facts = new RunFacts(
                    RUN,
                    plan.runbook().id(),
                    plan.environment().name(),
                    plan.environment().rehearsal(),
                    START,
                    "running",
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    plan.digest(),
                    plan.runbook().digest());
            journal.start(Append.of(Head.EMPTY, facts, events));
            return journal.read(RUN);
        }
    }

    Report report() {
        return Report.of(plan, state(), history(), now);
    }
}
