package dev.tminus.app.report;

import dev.tminus.book.Values;
import dev.tminus.run.Actor;
import dev.tminus.run.RunEvent;
import dev.tminus.run.RunStatus;
import dev.tminus.run.WaitKind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Runs that tests report on. */
final class Samples {

    static final String RUNBOOK = """
            runbook: v1
            id: move
            name: Move the gifts
            owner: data-platform
            inputs: { ticket: { type: string } }
            roles: { dba: {}, release_manager: {} }
            secrets: { database_url: { from: env, name: DATABASE_URL } }
            environments:
              production: {}
              practice: { rehearsal: true, policy: { answers: all }, stubs: { run: ./stub } }
            phases:
              - id: before
                name: Before the window
                at: T-10m
                steps:
                  - id: dump
                    name: Dump the database
                    run: [pg_dump, donations]
                    estimate: 2m
                    undo: { run: [rm, dump] }
                  - id: agree
                    name: Agree to go
                    approve: { by: [release_manager], need: 1 }
                    estimate: 1m
              - id: during
                name: In the window
                at: T
                steps:
                  - id: stop
                    name: Stop the application
                    run: [pm2, stop, api]
                    estimate: 10s
                    impact: true
                    undo: { run: [pm2, start, api] }
                  - id: apply
                    name: Apply the migration
                    run: [migrate, "${{ inputs.ticket }}", "${{ run.id }}"]
                    env: { DATABASE_URL: "${{ secrets.database_url }}" }
                    estimate: 3m
                    point_of_no_return: new gifts are lost
                    on_failure: rollback/back
                  - id: smoke
                    name: Smoke test
                    run: "curl -fs http://127.0.0.1:3000/health | grep ok"
                    estimate: 30s
            rollbacks:
              - id: back
                name: Turn back
                loses: "gifts since ${{ run.id }}"
                undo: true
                steps:
                  - { id: look, name: Look at the old schema, run: [psql, -c, select 1] }
            """;

    private Samples() {}

    /** Everything went as planned. */
    static ReportedRun good() {
        return before(ReportedRun.of(RUNBOOK, "production"))
                .phase("during")
                .does("stop", Duration.ofSeconds(12))
                .does("apply", Duration.ofSeconds(150))
                .does("smoke", Duration.ofSeconds(20))
                .phaseEnded("during")
                .ends(RunStatus.SUCCEEDED);
    }

    /** The migration brought that forth. */
    static ReportedRun migrated(Values result) {
        ReportedRun run =
                before(ReportedRun.of(RUNBOOK, "production")).phase("during").begins("apply", 1, Values.NONE);
        return run.add(new RunEvent.StepSucceeded(
                run.now(), "apply", 1, result, Values.NONE, Values.NONE, Optional.empty(), List.of()));
    }

    /** Half an hour of nobody looking at the request lies before the window. */
    private static ReportedRun before(ReportedRun run) {
        return run.phase("before")
                .does("dump", Duration.ofSeconds(95))
                .begins("agree", 1, Values.NONE)
                .waits("agree", WaitKind.APPROVE)
                .after(Duration.ofMinutes(8))
                .add(new RunEvent.StepApproved(
                        run.now(), "agree", ReportedRun.BEN, List.of("release_manager"), "d".repeat(64), "looks right"))
                .succeeds("agree", "")
                .phaseEnded("before");
    }

    /** Stopped before its migration. */
    static ReportedRun underWay() {
        return before(ReportedRun.of(RUNBOOK, "production")).phase("during").does("stop", Duration.ofSeconds(12));
    }

    /** The migration fails twice and the run turns back. */
    static ReportedRun rolledBack(String output) {
        ReportedRun run = before(ReportedRun.of(RUNBOOK, "practice"))
                .phase("during")
                .does("stop", Duration.ofSeconds(12))
                .begins("apply", 1, Values.of("command", List.of("migrate", "CHG-7")))
                .after(Duration.ofSeconds(40))
                .fails("apply", 1, "exit code 1", output);
        Actor file = new Actor("anna", Actor.ANSWERS, Optional.empty());
        run.add(new RunEvent.RetryAsked(run.now(), "apply", file, "once more"))
                .after(Duration.ofSeconds(5))
                .begins("apply", 2, Values.NONE)
                .after(Duration.ofSeconds(30))
                .fails("apply", 2, "exit code 1", output)
                .add(new RunEvent.RollbackAsked(
                        run.now(), "back", Optional.of("apply"), Optional.empty(), "apply failed", false))
                .add(new RunEvent.RollbackStarted(run.now(), "back", List.of()));
        undo(run, "stop");
        undo(run, "dump");
        return run.does("look", Duration.ofSeconds(2)).ends(RunStatus.ROLLED_BACK);
    }

    private static void undo(ReportedRun run, String step) {
        run.add(new RunEvent.UndoStarted(run.now(), step, "rollback back"))
                .does(step + "~undo[1]", Duration.ofSeconds(7));
        run.add(new RunEvent.StepUndone(run.now(), step));
    }
}
