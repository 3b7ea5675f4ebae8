package dev.tminus.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.run.Outcome;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class StopTest extends ShellTest {

    private static final Duration SOON = Duration.ofMillis(100);

    /** For what ignores the request to end. */
    private static final Duration SHORT = Duration.ofMillis(300);

    @Test
    void a_step_past_its_time_is_stopped_and_says_so() throws Exception {
        StepSetting step = script("echo begun; echo there >begun; sleep 60");

        Outcome outcome = perform(step.onceThere("begun").within(Duration.ofMillis(100)));

        assertThat(reason(outcome))
                .isEqualTo("bash: it did not end within 100ms and was stopped; nothing it started is left");
        assertThat(((Outcome.Failed) outcome).result().map())
                .containsEntry("output", "begun")
                .containsEntry("exit_code", 143L);
    }

    @Test
    void an_interrupted_step_is_stopped_and_the_interrupt_is_used_up() throws Exception {
        StepSetting step = script("echo $$ >pid; exec sleep 60");
        FutureTask<Outcome> task = new FutureTask<>(() -> {
            Outcome outcome = perform(step);
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            return outcome;
        });
        Thread thread = new Thread(task);
        thread.start();
        long pid = pidIn("pid");
        thread.interrupt();

        assertThat(reason(task.get())).contains("it was told to stop", "nothing it started is left");
        assertThat(ProcessTable.find(pid)).isEmpty();
    }

    @Test
    void a_step_gets_time_to_tidy_up() throws Exception {
        StepSetting step = script("trap 'echo tidy; exit 0' TERM; sleep 60 & echo there >begun; wait")
                .onceThere("begun")
                .within(SOON);

        assertThat(((Outcome.Failed) perform(step)).result().map()).containsEntry("output", "tidy");
    }

    @Test
    void a_step_that_ignores_the_request_is_killed() throws Exception {
        StepSetting step = script("trap '' TERM; echo $$ >pid; sleep 60; sleep 60")
                .onceThere("pid")
                .within(SOON)
                .grace(SHORT);

        assertThat(reason(perform(step))).contains("nothing it started is left");
        assertThat(ProcessTable.find(pidIn("pid"))).isEmpty();
    }

    @Test
    void a_child_in_a_session_of_its_own_is_ended_too() throws Exception {
        StepSetting step = script("setsid sh -c 'trap \"\" TERM; echo $$ >pid; sleep 60; sleep 60' & sleep 60")
                .onceThere("pid")
                .within(SOON)
                .grace(SHORT);

        assertThat(reason(perform(step))).contains("nothing it started is left");
        assertThat(isRunning(pidIn("pid"))).isFalse();
    }

    @Test
    void a_child_that_cleaned_its_environment_and_left_the_session_is_ended_too() throws Exception {
        StepSetting step = script("env -i setsid sh -c 'echo $$ >pid; sleep 60' >/dev/null 2>&1 & sleep 60")
                .onceThere("pid")
                .within(SOON);

        assertThat(reason(perform(step))).contains("nothing it started is left");
        assertThat(isRunning(pidIn("pid"))).isFalse();
    }

    @Test
    void a_child_that_lost_its_parents_too_is_ended_by_the_pipe_it_writes_to() throws Exception {
        StepSetting step = script("(env -i setsid sh -c 'echo $$ >pid; sleep 60; sleep 60' &) ; sleep 60")
                .onceThere("pid")
                .within(SOON);

        assertThat(reason(perform(step))).contains("nothing it started is left");
        assertThat(isRunning(pidIn("pid"))).isFalse();
    }

    @Test
    void a_grandchild_whose_parents_are_gone_is_ended_by_its_marker() throws Exception {
        StepSetting step = script("(setsid sh -c 'sh -c \"echo \\$\\$ >pid; exec sleep 60\" & exit 0' &) ; sleep 60")
                .onceThere("pid")
                .within(SOON);

        assertThat(reason(perform(step))).contains("nothing it started is left");
        assertThat(isRunning(pidIn("pid"))).isFalse();
    }

    @Test
    void a_stop_touches_nobody_else() throws Exception {
        Process bystander = new ProcessBuilder("sleep", "60").start();
        Map<String, Object> before = done(step("true"));
        perform(script("sleep 60").within(SOON));

        assertThat(bystander.isAlive()).isTrue();
        assertThat(done(step("true"))).isEqualTo(before);
        bystander.destroy();
    }

    @Test
    void a_daemon_that_a_successful_step_started_lives_on() throws Exception {
        done(script("setsid sh -c 'echo $$ >pid; exec sleep 60' >/dev/null 2>&1 </dev/null &"));
        long pid = pidIn("pid");

        assertThat(isRunning(pid)).isTrue();
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    void a_daemon_that_holds_the_pipe_delays_the_step_a_moment_and_may_go_on_writing() throws Exception {
        StepSetting step =
                script("echo up; (while sleep 0.05; do echo still here; echo x >>beats; done) & echo $! >pid");

        assertThat((String) done(step).get("output")).startsWith("up");
        long pid = pidIn("pid");
        Files.deleteIfExists(folder.resolve("beats"));
        while (!Files.exists(folder.resolve("beats"))) {
            assertThat(isRunning(pid)).isTrue();
        }
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        assertThat(done(step("echo", "next"))).containsEntry("output", "next");
    }

    @Test
    void what_cannot_be_ended_is_named() throws Exception {
        Stop.Survivor survivor = new Stop.Survivor(4711, "postgres");
        StepSetting step = step("true");
        StepFolder place = StepFolders.of(step).next();
        try (Output output = new Output(place, step.masker(), step::show, java.util.Optional.empty())) {
            Report report = new Report(step, Request.of(step, Identity.of(step)), place);

            assertThat(reason(report.stopped("it was told to stop", List.of(survivor), 137, output)))
                    .endsWith("still alive, end them by hand: 4711 (postgres)");
        }
    }

    private static boolean isRunning(long pid) {
        return ProcessTable.find(pid).filter(entry -> !entry.zombie()).isPresent();
    }

    private long pidIn(String name) {
        return Long.parseLong(written(folder.resolve(name)));
    }
}
