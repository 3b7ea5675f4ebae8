package dev.tminus.app.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tminus.run.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class AftermathTest extends ShellTest {

    private final Instant started = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @Test
    void a_result_survives_the_engine_that_asked_for_it() throws Exception {
        killEngineDuring("echo before; echo $$ >begun; while ! test -e go; do sleep 0.05; done; echo after; exit 3");

        FutureTask<Outcome> looking = new FutureTask<>(this::look);
        new Thread(looking).start();
        assertThatThrownBy(() -> looking.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        Files.createFile(folder.resolve("go"));
        Map<String, Object> result = ((Outcome.Done) looking.get()).result().map();
        assertThat(result).containsEntry("exit_code", 3L).containsEntry("output", "before\nafter");
        assertThat(result.get("files").toString()).contains("size=13");
    }

    @Test
    void output_after_the_engine_died_is_masked_before_it_is_used() throws Exception {
        killEngineDuring(
                "echo $$ >begun; while ! test -e go; do sleep 0.05; done; echo correct horse; echo horses >&2");
        Files.createFile(folder.resolve("go"));

        Outcome.Done done = (Outcome.Done) look();

        assertThat(done.result().map()).containsEntry("output", "***");
        assertThat(done.output().orElseThrow().tail()).isEqualTo("***\nhorses\n");
        assertThat(filesThatHold("correct horse")).isEmpty();
    }

    @Test
    void more_output_than_a_pipe_holds_does_not_stop_a_step_whose_engine_died() throws Exception {
        killEngineDuring(
                "echo $$ >begun; while ! test -e go; do sleep 0.05; done; head -c 3000000 /dev/zero | tr '\\0' x");
        Files.createFile(folder.resolve("go"));

        Outcome.Done done = (Outcome.Done) look();

        assertThat(done.output().orElseThrow().size()).isEqualTo(3_000_000);
    }

    @Test
    void a_shell_whose_folder_was_removed_ends_with_its_step() throws Exception {
        killEngineDuring("echo $$ >begun; while ! test -e go; do sleep 0.05; done");
        long shell = StepFolders.of(setting())
                .last()
                .orElseThrow()
                .asked()
                .orElseThrow()
                .shell()
                .pid();
        remove(folder.resolve("state"));
        Files.createFile(folder.resolve("go"));

        ProcessHandle.of(shell).ifPresent(handle -> handle.onExit().join());
        assertThat(look()).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void looking_twice_gives_the_same_answer() throws Exception {
        killEngineDuring("echo one; echo $$ >begun; while ! test -e go; do sleep 0.05; done; echo two");
        Files.createFile(folder.resolve("go"));

        Outcome first = look();

        assertThat(look()).isEqualTo(first);
    }

    @Test
    void a_step_that_outlived_its_engine_and_its_time_is_stopped() throws Exception {
        killEngineDuring("echo $$ >begun; sleep 60");
        long pid = Long.parseLong(written(folder.resolve("begun")));

        Outcome outcome = new RunAction(supervisor).lookAfter(setting().within(Duration.ZERO));

        assertThat(reason(outcome)).contains("it did not end in time", "nothing it started is left");
        assertThat(ProcessTable.find(pid).filter(entry -> !entry.zombie())).isEmpty();
    }

    @Test
    void a_step_that_outlived_its_engine_can_be_told_to_stop() throws Exception {
        killEngineDuring("setsid sleep 60 & echo $! >begun; sleep 60");
        long pid = Long.parseLong(written(folder.resolve("begun")));
        FutureTask<Outcome> looking = new FutureTask<>(this::look);
        Thread thread = new Thread(looking);
        thread.start();
        thread.interrupt();

        assertThat(reason(looking.get())).contains("it was told to stop", "nothing it started is left");
        assertThat(ProcessTable.find(pid).filter(entry -> !entry.zombie())).isEmpty();
    }

    @Test
    void the_end_of_the_supervising_shell_makes_the_outcome_unknown() throws Exception {
        killEngineDuring("echo $$ >begun; sleep 60");
        StepFolder last = StepFolders.of(setting()).last().orElseThrow();
        kill(last.asked().orElseThrow().shell().pid());
        kill(last.started().orElseThrow().leader().pid());

        Outcome outcome = look();

        assertThat(((Outcome.Unknown) outcome).why()).contains("so is the shell that would have recorded");
    }

    @Test
    void a_step_that_was_asked_for_and_never_begun_is_absent() throws Exception {
        StepFolder asked = StepFolders.of(setting()).next();
        asked.noteAsked(new StepFolder.Asked(ProcessTable.bootId(), new ProcessTable.Id(1, 0)));

        assertThat(look()).isEqualTo(new Outcome.Absent("its program was never started"));
    }

    @Test
    void a_restart_of_the_machine_makes_a_running_step_unknown() throws Exception {
        StepFolder asked = StepFolders.of(setting()).next();
        asked.noteAsked(new StepFolder.Asked("another-boot", new ProcessTable.Id(1, 0)));

        assertThat(look()).isEqualTo(new Outcome.Unknown("the machine was restarted while it ran"));
    }

    @Test
    void a_record_cut_off_in_the_middle_says_nothing() throws Exception {
        StepFolder step = StepFolders.of(setting()).next();
        Files.writeString(step.path().resolve("exit"), "exit 0 at 12.3");

        assertThat(step.ended()).isEmpty();
        Files.writeString(step.path().resolve("exit"), "exit 0 at 12.34 end\n");
        assertThat(step.ended()).isPresent();
    }

    @Test
    void another_machine_knows_nothing() {
        assertThat(look()).isEqualTo(new Outcome.Unknown("there is no record of it on this machine"));
    }

    private void killEngineDuring(String script) throws Exception {
        Process engine = MortalEngine.start(folder, started, script, "correct horse");
        while (!Files.exists(folder.resolve("begun"))) {
            assertThat(engine.waitFor(1, TimeUnit.MILLISECONDS))
                    .as(() -> content(folder.resolve("engine.log")))
                    .isFalse();
        }
        engine.destroyForcibly().waitFor();
    }

    private static void remove(Path place) throws IOException {
        try (var files = Files.walk(place)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private StepSetting setting() {
        return script("anything").startedAt(started).hiding("correct horse").with("save_output", "all.txt");
    }

    private Outcome look() {
        return new RunAction(supervisor).lookAfter(setting());
    }

    private static void kill(long pid) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }

    private List<Path> filesThatHold(String text) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> content(file).contains(text))
                    .filter(file -> !file.endsWith("begun"))
                    .toList();
        }
    }

    private static String content(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
