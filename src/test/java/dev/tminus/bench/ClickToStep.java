package dev.tminus.bench;

import dev.tminus.app.slack.SlackOffice;
import dev.tminus.journal.Changes;
import dev.tminus.journal.Journal;
import dev.tminus.journal.RunFilter;
import dev.tminus.run.RunEvent;
import dev.tminus.run.RunId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * From a click in Slack to the next step of a {@code tminus run} in a process of its own, on the journal's PostgreSQL:
 * what a third process reads there.
 */
final class ClickToStep {
    private static final int STEPS = 10;
    private static final Duration LOOK = Duration.ofMillis(200);

    private ClickToStep() {}

    static void print(Stage stage, Figures figures) throws Exception {
        Program.warm(stage);
        Journal journal = stage.journal();
        Path over = stage.file("over", "");
        Files.delete(over);
        Path file = stage.file("slack.runbook.yaml", book(over));
        double[] milliseconds = new double[STEPS];
        try (SlackOffice slack = new SlackOffice();
                Changes changes = journal.changes()) {
            Map<String, String> variables = new HashMap<>(stage.variables());
            variables.putAll(slack.variables());
            Program program = Program.tminus(stage, "run", file.toString(), "-e", "bench");
            CompletableFuture<Program.Took> run =
                    CompletableFuture.supplyAsync(() -> ended(new Program(variables, program.words())));
            for (int step = 0; step < STEPS; step++) {
                long clicked = slack.approve("step_" + step);
                while (!isThrough(journal, "step_" + step)) {
                    changes.await(LOOK);
                }
                milliseconds[step] = (System.nanoTime() - clicked) / 1e6;
            }
            Files.writeString(over, "");
            run.join();
        }
        figures.atMost("a click in Slack to the next step of another process", "ms", milliseconds, 1000);
    }

    private static Program.Took ended(Program program) {
        try {
            return program.runWell();
        } catch (Exception failed) {
            throw new IllegalStateException("the run that is measured did not end well", failed);
        }
    }

    /** The end of a step and what begins after it are one commit. */
    private static boolean isThrough(Journal journal, String step) {
        RunId run = journal.runs(RunFilter.ALL, 1).get(0).run();
        return journal.read(run).events().stream()
                .anyMatch(event -> event instanceof RunEvent.StepSucceeded done
                        && done.step().equals(step));
    }

    /** One step goes on beside those that ask, because a run that only waits for people leaves the terminal. */
    private static String book(Path over) {
        StringBuilder book = new StringBuilder("""
                runbook: v1
                id: bench_slack
                owner: bench
                roles: { dba: {} }
                environments: { bench: { roles: { dba: [%s] } } }
                notify: { slack: { channel: "#release" } }
                phases:
                  - id: only
                    steps:
                      - id: all
                        parallel: true
                        steps:
                          - { id: stays, run: [sh, -c, 'until [ -e "$0" ]; do sleep 0.1; done', "%s"] }
                          - id: asks
                            steps:
                """.formatted(SlackOffice.ANNA, over));
        for (int step = 0; step < STEPS; step++) {
            book.append("              - { id: step_%d, approve: { by: dba } }%n".formatted(step));
        }
        return book.toString();
    }
}
