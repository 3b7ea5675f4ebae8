package dev.tminus.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.app.cli.TminusCommand;
import dev.tminus.app.cli.desk.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code demo} as a user starts it, on a server of its own. */
class DemoTest {

    @TempDir
    Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @Test
    void it_ends_green_and_leaves_nothing_but_reports() throws Exception {
        int code = demo();

        assertThat(code).as(said()).isZero();
        assertThat(said())
                .contains("Every row that was there before is there.")
                .contains("Timeline of", "demo_staging", "demo_production")
                .contains(
                        said().contains("Backups are made by pg_dump") ? "demo_backup=pg_dump" : "demo_backup=template")
                .doesNotContain("postgresql://postgres:", "effects left open");
        assertThat(report()).contains(">DEMO</strong>", "in place of pm2").doesNotContain("PRODUCTION");
        assertThat(left()).allMatch(file -> file.toString().endsWith(".html"));
    }

    @Test
    void a_migration_that_fails_ends_rolled_back_and_not_green() throws Exception {
        int code = demo("--fail", "apply");

        assertThat(code).as(said()).isEqualTo(7);
        assertThat(said())
                .contains("SQLSTATE 23502", "not green", "Every row that was there before is there.")
                .contains("rolled_back");
    }

    @Test
    void a_step_it_cannot_let_fail_is_refused_at_once() {
        assertThat(demo("--fail", "go")).isEqualTo(2);
        assertThat(said()).contains("use: tminus demo --fail apply");
    }

    private int demo(String... options) {
        Map<String, String> variables = new HashMap<>(System.getenv());
        variables.put("XDG_STATE_HOME", folder.toString());
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        Terminal terminal =
                new Terminal(InputStream.nullInputStream(), out, out, new Terminal.Attached(false, false, false));
        String[] words = Stream.concat(Stream.of("demo"), Stream.of(options)).toArray(String[]::new);
        return TminusCommand.run(new Wiring(variables, folder, out::println), terminal, words);
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    private String report() throws IOException {
        Path file = left().stream()
                .filter(left -> left.toString().contains("report-demo_production"))
                .findFirst()
                .orElseThrow();
        return Files.readString(file);
    }

    private List<Path> left() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("tminus/demo"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
