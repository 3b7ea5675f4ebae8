package dev.tminus.run;

import dev.tminus.book.Values;
import dev.tminus.forecast.Forecast;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Something that happened to a run. The journal is a list of these, and nothing else.
 *
 * <p>Steps are named by their key: {@code apply}, {@code ramp[2]/settle} (second iteration), {@code drill/restore} (a
 * group's step), {@code stop_app~undo[1]} (first step of an undo), {@code dump~probe[1]} (the probe before attempt 1).
 * Names and components are journaled as they are: they may gain members, never change meaning.
 */
public sealed interface RunEvent {

    Instant at();

    // ---- the run

    /**
     * A run begins.
     *
     * @param folder where the runbook lies: relative paths begin there
     * @param vars those values that could be worked out at the start; they never change
     * @param forecast what was expected then; what it took is held against it
     */
    record RunStarted(
            Instant at,
            String id,
            String runbook,
            String name,
            String stamp,
            String environment,
            boolean rehearsal,
            Actor starter,
            String plan,
            String planDigest,
            String runbookDigest,
            Optional<String> window,
            Values vars,
            Map<String, List<String>> people,
            Optional<Rehearsal> rehearsed,
            List<Waiver> waivers,
            String folder,
            String program,
            Optional<Forecast> forecast)
            implements RunEvent {

        /** The same start, with what is expected of the run. */
        public RunStarted expecting(Optional<Forecast> expected) {
            return new RunStarted(
                    at,
                    id,
                    runbook,
                    name,
                    stamp,
                    environment,
                    rehearsal,
                    starter,
                    plan,
                    planDigest,
                    runbookDigest,
                    window,
                    vars,
                    people,
                    rehearsed,
                    waivers,
                    folder,
                    program,
                    expected);
        }
    }

    /** A rule that a person set aside while the run was under way. */
    record RuleWaived(Instant at, String rule, Actor by, String reason) implements RunEvent {}

    /**
     * What stands between a run and its first phase inside the window was looked at.
     *
     * @param rehearsal the rehearsal that counts, where one does
     * @param facts outside the runbook's text, by name: what a rehearsal notes and the run it leads to must find again
     * @param findings why the phase may not begin; none where it may
     */
    record GateChecked(
            Instant at, String phase, Optional<String> rehearsal, Map<String, String> facts, List<String> findings)
            implements RunEvent {}

    /** A process took the run over; writers of earlier epochs are fenced out from here on. */
    record EngineActivated(Instant at, long epoch, String holder) implements RunEvent {}

    record VarsFixed(Instant at, Values vars) implements RunEvent {}

    record WindowChanged(Instant at, String window, Actor by, String reason) implements RunEvent {}

    record RolesChanged(Instant at, Map<String, List<String>> people, Actor by, String reason) implements RunEvent {}

    record PlanAmended(
            Instant at,
            String plan,
            String planDigest,
            String runbookDigest,
            Actor by,
            Optional<Actor> second,
            String reason)
            implements RunEvent {}

    record LockTaken(Instant at, String name) implements RunEvent {}

    record LockAwaited(Instant at, String name, String holder, Instant nextTry) implements RunEvent {}

    record LockReleased(Instant at, String name) implements RunEvent {}

    record RunPaused(Instant at, Actor by, String reason) implements RunEvent {}

    record RunResumed(Instant at, Actor by) implements RunEvent {}

    record AbortAsked(Instant at, Actor by, String reason, boolean now) implements RunEvent {}

    record RequestRefused(Instant at, Actor by, String request, String reason) implements RunEvent {}

    record RunEnded(Instant at, RunStatus outcome, List<String> openEffects) implements RunEvent {}

    // ---- phases

    record PhaseStarted(Instant at, String phase) implements RunEvent {}

    record PhaseSkipped(Instant at, String phase, String reason) implements RunEvent {}

    record PhaseEnded(Instant at, String phase) implements RunEvent {}

    /**
     * A person has the steps of an ended phase done again.
     *
     * @param steps the keys of those steps
     */
    record PhaseReopened(Instant at, String phase, List<String> steps, Actor by, String reason) implements RunEvent {}

    // ---- steps

    /**
     * An attempt begins; committed before anything is done. {@code items} are the values a loop runs over. {@code
     * inputs} are resolved, with marks in place of secrets.
     */
    record StepStarted(
            Instant at,
            String step,
            int attempt,
            Values inputs,
            List<Object> items,
            Optional<Duration> expected,
            Optional<Instant> deadline)
            implements RunEvent {}

    /**
     * A poll or a long operation was looked at and is not there yet.
     *
     * @param good how many readings in a row were good
     * @param goodSince since when all were
     * @param created what is outside from now on, or may be there once the next look has asked for it
     */
    record StepLooked(
            Instant at,
            String step,
            int attempt,
            Values reading,
            int good,
            Optional<Instant> goodSince,
            Instant next,
            List<Resource> created)
            implements RunEvent {}

    /** The action ended well and a person confirms before the step counts as done. */
    record StepPerformed(
            Instant at,
            String step,
            int attempt,
            Values result,
            Values captures,
            Optional<OutputRef> output,
            List<Resource> created)
            implements RunEvent {}

    /**
     * An attempt ended well.
     *
     * @param undo the fixed inputs of its undo, by position from 1
     */
    record StepSucceeded(
            Instant at,
            String step,
            int attempt,
            Values result,
            Values captures,
            Values undo,
            Optional<OutputRef> output,
            List<Resource> created)
            implements RunEvent {

        StepSucceeded with(Values fixedUndo) {
            return new StepSucceeded(at, step, attempt, result, captures, fixedUndo, output, created);
        }

        StepSucceeded ofAttempt(int number) {
            return new StepSucceeded(at, step, number, result, captures, undo, output, created);
        }
    }

    record StepFailed(Instant at, String step, int attempt, String reason, Values result, Optional<OutputRef> output)
            implements RunEvent {}

    /** An attempt began and nobody saw its end. */
    record StepUnknown(Instant at, String step, int attempt, String reason) implements RunEvent {}

    /** An unknown attempt is settled as without effect, or as safe to repeat; the next attempt may begin. */
    record StepCleared(Instant at, String step, int attempt, String reason) implements RunEvent {}

    record StepSkipped(Instant at, String step, String reason, Optional<Actor> by, Values captures)
            implements RunEvent {}

    /** A failure that the run goes on after, as the runbook says. */
    record StepTolerated(Instant at, String step, String reason) implements RunEvent {}

    /** A person says that the step's effect is there. */
    record StepFixed(Instant at, String step, Actor by, String reason, Values captures, Values undo)
            implements RunEvent {

        StepFixed with(Values fixedUndo) {
            return new StepFixed(at, step, by, reason, captures, fixedUndo);
        }
    }

    record RetryPlanned(Instant at, String step, int attempt, Instant due) implements RunEvent {}

    record RetryAsked(Instant at, String step, Actor by, String reason) implements RunEvent {}

    record ResourceRemoved(Instant at, String kind, String name, String step) implements RunEvent {}

    // ---- people

    /**
     * A step waits.
     *
     * @param roles who may end the wait
     * @param shown what they are shown
     * @param shownDigest SHA-256 of the plan digest and of what is shown; an approval binds to it
     * @param until when a wait for time ends
     * @param expires when an unanswered request lapses
     */
    record StepWaits(
            Instant at,
            String step,
            WaitKind kind,
            List<String> roles,
            String detail,
            Values shown,
            String shownDigest,
            Optional<Instant> until,
            Optional<Instant> expires)
            implements RunEvent {}

    record StepApproved(Instant at, String step, Actor by, List<String> roles, String shownDigest, String reason)
            implements RunEvent {}

    record StepRejected(Instant at, String step, Actor by, String reason) implements RunEvent {}

    record ApprovalLapsed(Instant at, String step, String reason) implements RunEvent {}

    record Decided(Instant at, String step, Actor by, String option) implements RunEvent {}

    /** The fields of an {@code ask}. */
    record Answered(Instant at, String step, Actor by, Values answers) implements RunEvent {}

    /** A manual step reported done or failed. */
    record Reported(Instant at, String step, Actor by, boolean done, Values evidence, String reason)
            implements RunEvent {}

    record Confirmed(Instant at, String step, Actor by, boolean yes, String reason) implements RunEvent {}

    record Reminded(Instant at, String step, List<String> roles) implements RunEvent {}

    /** A person lets steps start after the window's end. */
    record OverrunAllowed(Instant at, String step, Actor by, String reason) implements RunEvent {}

    // ---- effects and the way back

    /** The undo of a step begins; its parts run under {@code STEP~undo[n]}. */
    record UndoStarted(Instant at, String step, String because) implements RunEvent {}

    record StepUndone(Instant at, String step) implements RunEvent {}

    record StepClosed(Instant at, String step, String by) implements RunEvent {}

    record StepSettled(Instant at, String step, String by) implements RunEvent {}

    /** An undo was given up; its effect stays open and is listed. */
    record UndoGivenUp(Instant at, String step, String reason) implements RunEvent {}

    record RollbackAsked(
            Instant at, String scenario, Optional<String> trigger, Optional<Actor> by, String reason, boolean now)
            implements RunEvent {}

    /** A second trigger while a rollback is under way: noted, not nested. */
    record RollbackNoted(Instant at, String scenario, String trigger) implements RunEvent {}

    /**
     * A scenario begins.
     *
     * @param again keys of its steps that ran in an earlier pass and start afresh
     */
    record RollbackStarted(Instant at, String scenario, List<String> again) implements RunEvent {}

    /**
     * A scenario has ended.
     *
     * @param then {@code end}, {@code resume}, {@code retry} or {@code cancelled}
     */
    record RollbackEnded(Instant at, String scenario, String then) implements RunEvent {}

    /** In a rehearsal: the way back from here was tried on a copy of the database, which took that long. */
    record RollbackTried(Instant at, PointTried point, Duration took) implements RunEvent {}

    /**
     * In a rehearsal that went back for real: what that led to, held against what there was before its first change.
     *
     * @param differences the first of what was not brought back, or why nobody knows
     */
    record RollbackCompared(Instant at, String scenario, Proof proof, List<String> differences) implements RunEvent {}

    // ---- notices

    record NoticeQueued(Instant at, String step, List<String> to, String text) implements RunEvent {}
}
