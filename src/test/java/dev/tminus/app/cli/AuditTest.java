package dev.tminus.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.app.cli.Typist.Said;
import dev.tminus.app.postgres.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether what was changed is found, in the journal and in what was exported. */
class AuditTest extends AtTheCommandLine {

    private static String run;

    @TempDir
    Path folder;

    private Path bundle;

    @BeforeAll
    static void aRun() throws Exception {
        typist.with("TMINUS_JOURNAL", TestServer.url(TestServer.newDatabase()));
        run = typist.types("rehearse", file, "-e", "trial", "--answers", answers())
                .run();
    }

    @BeforeEach
    void exported() {
        bundle = folder.resolve("bundle");
        Said said = typist.types("audit", "export", run, bundle.toString());
        assertThat(said.exit()).as(said.all()).isZero();
    }

    @Test
    void what_nobody_changed_holds() {
        assertThat(typist.types("audit", "verify", run).out()).startsWith("run %s: holds; ".formatted(run));
        assertThat(typist.types("audit", "verify").exit()).isZero();

        Said said = verify();
        assertThat(said.exit()).as(said.all()).isZero();
        assertThat(said.out()).contains("holds", "2 outputs");
    }

    @Test
    void the_lines_are_the_journals_byte_for_byte() throws IOException {
        assertThat(Files.readString(bundle.resolve("events.jsonl")))
                .isEqualTo(typist.types("log", run, "-o", "jsonl").out());
    }

    @Test
    void the_manifest_is_what_common_tools_check() throws Exception {
        Process check = new ProcessBuilder("sha256sum", "--check", "--strict", "MANIFEST.sha256")
                .directory(bundle.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(check.waitFor()).as(said).isZero();
        assertThat(said).contains("events.jsonl: OK", "plan-1.json: OK", "README.txt: OK");
    }

    @Test
    void the_readme_of_a_bundle_holds_a_loop_that_follows_the_chain_without_tminus() throws Exception {
        String readme = Files.readString(bundle.resolve("README.txt"));
        String loop = readme.substring(readme.indexOf("    prev="), readme.indexOf("The last line must"));
        Process check = new ProcessBuilder("bash", "-c", loop)
                .directory(bundle.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();

        assertThat(said).matches("[0-9a-f]{64}");
        assertThat(Files.readString(bundle.resolve("bundle.json"))).contains(said);
    }

    @Test
    void a_line_that_was_changed_is_named() throws Exception {
        lines(lines -> {
            lines.set(4, lines.get(4).replaceFirst("\"at\":\"2", "\"at\":\"1"));
            return lines;
        });

        Said said = verify();

        assertThat(said.exit()).isEqualTo(9);
        assertThat(said.out()).contains("does NOT hold");
        assertThat(said.err()).contains("line 6: ", "line 5 or line 6 was changed", "events.jsonl: it was changed");
    }

    @Test
    void a_line_that_was_taken_out_is_missed() throws Exception {
        lines(lines -> {
            lines.remove(4);
            return lines;
        });

        assertThat(verify().err()).contains("line 5: the line calls itself event 6");
        assertThat(verify().exit()).isEqualTo(9);
    }

    @Test
    void a_last_line_that_was_cut_off_is_missed() throws Exception {
        lines(lines -> lines.subList(0, lines.size() - 1));

        assertThat(verify().err()).contains("the lines end at event");
        assertThat(verify().exit()).isEqualTo(9);
    }

    @Test
    void output_that_was_changed_is_named_although_the_manifest_was_made_anew() throws Exception {
        try (Stream<Path> outputs = Files.list(bundle.resolve("output"))) {
            Path output = outputs.findFirst().orElseThrow();
            Files.writeString(output, "something else\n");
            manifestMadeAnew();

            Said said = verify();

            assertThat(said.exit()).isEqualTo(9);
            assertThat(said.err()).contains("output " + output.getFileName() + ": its bytes have the digest");
            assertThat(said.err()).doesNotContain("MANIFEST");
        }
    }

    @Test
    void a_plan_or_a_file_that_nobody_exported_is_named() throws Exception {
        Files.writeString(bundle.resolve("plan-1.json"), "{}\n");
        Files.writeString(bundle.resolve("output/more"), "more");

        assertThat(verify().err())
                .contains("plan-1.json: it is not the plan that the events hold")
                .contains("output/more: MANIFEST.sha256 does not name it");
    }

    @Test
    void a_folder_that_holds_something_is_not_written_into() {
        Said said = typist.types("audit", "export", run, bundle.toString());

        assertThat(said.exit()).isEqualTo(2);
        assertThat(said.err()).contains("is not empty; name a new folder");
    }

    @Test
    void a_folder_that_is_no_bundle_is_a_wrong_use() {
        assertThat(typist.types("audit", "verify", folder.toString()).exit()).isEqualTo(2);
    }

    @Test
    void a_line_changed_in_the_journal_by_its_owner_is_found_and_hides_no_other_run() throws Exception {
        String elsewhere = TestServer.newDatabase();
        String url = TestServer.url(elsewhere);
        String good = rehearsed(url);
        String bad = rehearsed(url);
        try (Connection journal = TestServer.connect(elsewhere)) {
            TestServer.execute(journal, "alter table tminus.event disable trigger all");
            TestServer.execute(journal, "alter table tminus.event drop constraint is_one_line_with_its_hash");
            TestServer.execute(
                    journal,
                    "update tminus.event set body = replace(body, '\"step\":\"', '\"step\":\"x') where run = '%s' and seq = 4"
                            .formatted(bad));
        }

        Said one = typist.types("audit", "verify", bad, "--journal", url);
        Said all = typist.types("audit", "verify", "--journal", url);

        assertThat(one.exit()).as(one.all()).isEqualTo(9);
        assertThat(one.err()).contains("the journal of run %s is broken at event 5".formatted(bad));
        assertThat(all.exit()).as(all.all()).isEqualTo(9);
        assertThat(all.out()).contains("run %s: does NOT hold".formatted(bad), "run %s: holds".formatted(good));
    }

    private static String rehearsed(String journal) throws IOException {
        return typist.types("rehearse", file, "-e", "trial", "--answers", answers(), "--journal", journal)
                .run();
    }

    private Said verify() {
        return typist.types("audit", "verify", bundle.toString());
    }

    private void lines(UnaryOperator<List<String>> change) throws IOException {
        Path events = bundle.resolve("events.jsonl");
        List<String> lines = change.apply(new ArrayList<>(Files.readAllLines(events)));
        Files.writeString(events, String.join("\n", lines) + "\n");
    }

    private void manifestMadeAnew() throws Exception {
        Process made = new ProcessBuilder(
                        "bash",
                        "-c",
                        "find . -type f ! -name MANIFEST.sha256 -printf '%P\\n' | sort | xargs sha256sum > ../made; mv ../made MANIFEST.sha256")
                .directory(bundle.toFile())
                .start();
        assertThat(made.waitFor()).isZero();
    }
}
