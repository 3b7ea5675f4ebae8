package dev.tminus.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class EmbeddedServerTest {
    @TempDir
    static Path shared;

    @TempDir
    Path home;

    @AfterEach
    void stop() throws Exception {
        server().stop();
        ProcessHandle.of(Long.parseLong(Files.readString(home.resolve("watcher"))))
                .ifPresent(ProcessHandle::destroyForcibly);
    }

    private EmbeddedServer server() {
        return server(Duration.ofMinutes(5));
    }

    private EmbeddedServer server(Duration linger) {
        return EmbeddedServer.in(home, shared, linger);
    }

    private ProcessHandle postmaster() throws IOException {
        List<String> lines = Files.readAllLines(home.resolve("data/postmaster.pid"));
        return ProcessHandle.of(Long.parseLong(lines.get(0))).orElseThrow();
    }

    private static void await(ProcessHandle process) throws Exception {
        process.onExit().get(5, TimeUnit.MINUTES);
    }

    @Test
    void data_is_kept_when_the_server_is_stopped_and_joined_again() throws Exception {
        try (EmbeddedServer.Visit visit = server().join()) {
            Rows.add(visit.address());
        }
        assertThat(server().stop()).isTrue();

        try (EmbeddedServer.Visit visit = server().join()) {
            assertThat(Rows.count(visit.address())).isEqualTo("1");
        }
    }

    @Test
    void commits_are_durable_and_pages_have_checksums() throws Exception {
        try (EmbeddedServer.Visit visit = server().join()) {
            String settings = "select concat_ws(' ', current_setting('fsync'), current_setting('synchronous_commit'),"
                    + " current_setting('data_checksums'), current_setting('full_page_writes'),"
                    + " current_setting('password_encryption'))";

            assertThat(Rows.query(visit.address(), settings)).isEqualTo("on on on on scram-sha-256");
        }
    }

    @Test
    void only_the_loopback_address_is_served_and_only_with_the_password() throws Exception {
        try (EmbeddedServer.Visit visit = server().join()) {
            ServerAddress wrong =
                    new ServerAddress(visit.address().port(), visit.address().user(), "guess");

            assertThat(Rows.query(visit.address(), "show listen_addresses")).isEqualTo("127.0.0.1");
            assertThatThrownBy(() -> Rows.count(wrong)).hasMessageContaining("password authentication failed");
            assertThat(Files.getPosixFilePermissions(home.resolve("password")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            assertThat(visit.address().toString())
                    .doesNotContain(visit.address().password());
        }
    }

    @Test
    void commands_that_start_at_once_on_an_empty_folder_share_one_server() throws Exception {
        List<Joiner> commands = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            commands.add(Joiner.start(home, shared.resolve("unpacked_by_many")));
        }
        for (Joiner command : commands) {
            assertThat(command.word()).isEqualTo("written");
        }

        try (EmbeddedServer.Visit visit = server().join()) {
            assertThat(Rows.count(visit.address())).isEqualTo("4");
            assertThat(server().userCount()).isEqualTo(5);
        }
        for (Joiner command : commands) {
            command.close();
        }
    }

    @Test
    void the_next_command_works_after_the_server_was_killed() throws Exception {
        try (EmbeddedServer.Visit visit = server().join()) {
            Rows.add(visit.address());
        }
        ProcessHandle postmaster = postmaster();
        postmaster.destroyForcibly();

        try (EmbeddedServer.Visit visit = server().join()) {
            assertThat(Rows.count(visit.address())).isEqualTo("1");
            assertThat(postmaster().pid()).isNotEqualTo(postmaster.pid());
        }
    }

    @Test
    void the_server_stops_when_its_last_user_has_left() throws Exception {
        ProcessHandle postmaster;
        try (EmbeddedServer.Visit visit = server(Duration.ofSeconds(1)).join()) {
            Rows.add(visit.address());
            postmaster = postmaster();
        }

        await(postmaster);
        assertThat(server().runningPort()).isEmpty();
    }

    @Test
    void a_killed_user_does_not_keep_the_server_running() throws Exception {
        Joiner command = Joiner.start(home, shared);
        assertThat(command.word()).isEqualTo("written");
        ProcessHandle postmaster = postmaster();

        command.kill();

        await(postmaster);
        try (EmbeddedServer.Visit visit = server().join()) {
            assertThat(Rows.count(visit.address())).isEqualTo("1");
        }
    }

    @Test
    void a_command_that_comes_while_the_server_stops_gets_a_running_one() throws Exception {
        for (int round = 0; round < 3; round++) {
            try (EmbeddedServer.Visit visit = server(Duration.ofSeconds(1)).join()) {
                Rows.add(visit.address());
            }
            Path announcement = home.resolve("stopping");
            while (!Files.exists(announcement) && server().runningPort().isPresent()) {
                Thread.onSpinWait();
            }
        }

        try (EmbeddedServer.Visit visit = server().join()) {
            assertThat(Rows.count(visit.address())).isEqualTo("3");
        }
    }

    @Test
    void a_watcher_that_was_killed_is_replaced_by_the_next_command() throws Exception {
        server(Duration.ofSeconds(1)).join();
        ProcessHandle watcher = watcher();
        watcher.destroyForcibly();
        await(watcher);

        try (EmbeddedServer.Visit visit = server().join();
                Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(), visit.address().port())) {
            assertThat(socket.isConnected()).isTrue();
            assertThat(watcher().isAlive()).isTrue();
        }
    }

    private ProcessHandle watcher() throws IOException {
        return ProcessHandle.of(Long.parseLong(Files.readString(home.resolve("watcher"))))
                .orElseThrow();
    }

    @Test
    void data_of_another_major_version_is_refused_with_what_to_do() throws Exception {
        server().join().close();
        server().stop();
        Files.writeString(home.resolve("data/PG_VERSION"), "13\n");

        assertThatThrownBy(() -> server().join())
                .isInstanceOf(EmbeddedServerException.class)
                .hasMessageContaining("was made by PostgreSQL 13")
                .hasMessageContaining("--journal URL");
        Files.writeString(home.resolve("data/PG_VERSION"), "15\n");
    }

    @Test
    void a_creation_that_was_cut_short_is_started_over() throws Exception {
        Files.createDirectories(home.resolve("data.new/base"));
        Files.writeString(home.resolve("data.new/PG_VERSION"), "15\n");

        try (EmbeddedServer.Visit visit = server().join()) {
            assertThat(Rows.query(visit.address(), "select 1")).isEqualTo("1");
        }
    }
}
