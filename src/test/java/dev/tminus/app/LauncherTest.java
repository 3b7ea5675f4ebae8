package dev.tminus.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.app.Launcher.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {

    @TempDir
    Path folder;

    Launcher launcher;

    @BeforeEach
    void make_a_checkout() throws IOException {
        launcher = new Launcher(folder.toRealPath());
    }

    @Test
    void the_first_start_builds_and_the_second_does_not() throws Exception {
        launcher.run();
        Result second = launcher.run();

        assertThat(second.exit()).isZero();
        assertThat(second.output()).doesNotContain("building");
        assertThat(launcher.builds()).isEqualTo(1);
    }

    @Test
    void a_source_that_is_newer_than_the_build_is_built() throws Exception {
        launcher.run();
        later(launcher.source());

        launcher.run();

        assertThat(launcher.builds()).isEqualTo(2);
    }

    @Test
    void a_build_made_by_hand_is_taken_as_it_is() throws Exception {
        Path jar = launcher.file("src/target/dist/lib/tminus-1.jar");
        Files.createDirectories(jar.getParent());
        Files.createFile(jar);
        later(jar);

        assertThat(launcher.run().exit()).isZero();
        assertThat(launcher.builds()).isZero();
    }

    @Test
    void a_later_build_leaves_the_jars_of_a_running_one_alone() throws Exception {
        launcher.run();
        Path running = Files.readAllLines(launcher.file("src/target/dist/current")).stream()
                .map(name -> launcher.file("src/target/dist/" + name + "/tminus-1.jar"))
                .findFirst()
                .orElseThrow();
        later(launcher.source());

        Result next = launcher.run();

        assertThat(running).exists();
        assertThat(next.output()).doesNotContain(running.toString());
    }

    @Test
    void starts_at_the_same_time_build_once() throws Exception {
        Path command = launcher.file("tminus");
        List<Process> starts = List.of(
                launcher.start(command, Map.of()),
                launcher.start(command, Map.of()),
                launcher.start(command, Map.of()));

        for (Process start : starts) {
            assertThat(Launcher.result(start).exit()).isZero();
        }
        assertThat(launcher.builds()).isEqualTo(1);
    }

    @Test
    void the_lock_of_a_dead_process_does_not_stop_a_build() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Files.createDirectories(launcher.file("target/build.lock"));
        Files.writeString(launcher.file("target/build.lock/pid"), dead.pid() + "\n");

        assertThat(launcher.run().exit()).isZero();
        assertThat(launcher.file("target/build.lock")).doesNotExist();
    }

    @Test
    void a_failed_build_shows_its_log_and_starts_nothing() throws Exception {
        Files.createFile(launcher.file("broken"));

        Result result = launcher.run();

        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.output()).contains("no such symbol").contains("target/build.log");
        assertThat(launcher.file("target/build.lock")).doesNotExist();
    }

    @Test
    void a_java_that_is_too_old_is_named_with_its_version() throws Exception {
        Path old = launcher.java("old", "1.8.0_292");

        Result result = launcher.runWith(Map.of("TMINUS_JAVA", old.toString()));

        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.output()).contains("17 or newer").contains("(version 8)");
    }

    @Test
    void an_old_java_home_gives_way_to_a_newer_java_on_the_path() throws Exception {
        Path old = launcher.java("old", "11.0.2");
        String path = folder.resolve("jdk/bin") + ":" + System.getenv("PATH");

        Result result = launcher.runWith(Map.of("TMINUS_JAVA", "", "JAVA_HOME", old.toString(), "PATH", path));

        assertThat(result.exit()).isZero();
    }

    @Test
    void the_callers_folder_and_arguments_arrive_unchanged_through_a_link() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), launcher.file("tminus"));
        launcher.run();

        Result result = Launcher.result(launcher.start(link, Map.of(), "run", "a b", "*", ""));

        assertThat(result.output())
                .startsWith(folder.toRealPath() + "\n")
                .contains("-Dtminus.stdout.tty=false\n")
                .endsWith("\nrun\na b\n*\n\n");
    }

    private static void later(Path file) throws IOException {
        Files.setLastModifiedTime(
                file, FileTime.from(Files.getLastModifiedTime(file).toInstant().plus(Duration.ofHours(1))));
    }
}
