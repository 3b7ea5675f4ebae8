package dev.tminus.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.action.Masker;
import dev.tminus.run.OutputRef;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutputTest extends ShellTest {

    @Test
    void a_secret_is_hidden_in_everything_that_leaves() throws Exception {
        StepSetting step = script("cat; printf %s \"$PASSWORD\" | base64 >&2; false")
                .with("env", Map.of("PASSWORD", "correct horse"))
                .with("stdin", "correct horse")
                .hiding("correct horse");

        assertThat(done(step)).containsEntry("output", "***");
        assertThat(step.kept.orElseThrow().tail()).doesNotContain("correct", "Y29ycmVjdCBob3Jz");
        assertThat(step.shown.toString()).doesNotContain("correct", "Y29ycmVjdCBob3Jz");
        assertThat(filesThatHold("correct horse")).isEmpty();
    }

    @Test
    void a_secret_stands_in_no_argv_while_the_step_runs() throws Exception {
        StepSetting step = script(
                        "cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' ' ' | grep -c '[h]orse-staple' || true")
                .with("env", Map.of("PASSWORD", "horse-staple"))
                .with("stdin", "horse-staple");

        assertThat(done(step)).containsEntry("output", "0");
    }

    @Test
    void the_result_holds_the_last_64_KiB_and_the_reference_the_size_of_all() throws Exception {
        StepSetting step = script("head -c 200000 /dev/zero | tr '\\0' x; echo; echo end");

        String output = (String) done(step).get("output");

        assertThat(output).hasSize(OutputRef.TAIL_BYTES - 1).endsWith("x\nend");
        assertThat(step.kept.orElseThrow().size()).isEqualTo(200_005);
    }

    @Test
    void a_document_longer_than_the_tail_is_parsed_as_a_whole() throws Exception {
        Object json = done(script("echo '['; for i in {1..20000}; do echo \"$i,\"; done; echo '0]'"))
                .get("json");

        assertThat((List<?>) json).hasSize(20_001).first().isEqualTo(1L);
    }

    @Test
    void what_exceeds_the_cap_is_counted_and_hashed_but_not_kept() throws Exception {
        StepSetting step = script("head -c 104857600 /dev/zero | tr '\\0' x; echo end");

        done(step);

        Path kept = StepFolders.of(step).last().orElseThrow().output();
        assertThat(Files.size(kept)).isBetween(Supervisor.OUTPUT_CAP, Supervisor.OUTPUT_CAP + 70_000);
        assertThat(step.kept.orElseThrow().tail()).endsWith("xend\n");
        assertThat(endOf(kept)).contains("the output has 104857604 bytes, sha256 ", "kept are the first 67108864");
    }

    @Test
    void a_quarter_of_a_gibibyte_passes_the_mask_in_bounded_memory() throws Exception {
        StepSetting step = script("head -c 268435456 /dev/zero | tr '\\0' x").hiding("xy-secret-xy", "another one");
        System.gc();
        long before = usedMemory();

        assertThat(done(step)).containsEntry("exit_code", 0L);

        assertThat(usedMemory() - before).isLessThan(512L * 1024 * 1024);
        assertThat(endOf(StepFolders.of(step).last().orElseThrow().output())).contains("has 268435456 bytes");
    }

    private static long usedMemory() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    void bytes_that_are_no_text_do_no_harm() throws Exception {
        assertThat((String) done(script("printf 'a\\377\\000b'")).get("output")).isEqualTo("a\ufffd\ufffdb");
    }

    @Test
    void a_full_disk_loses_the_output_and_not_the_exit_code() throws Exception {
        StepSetting step = step("echo", "hello");
        StepFolder place = StepFolders.of(step).next();
        Files.createDirectory(place.output());
        Identity identity = Identity.of(step);
        try (Output output = new Output(place, step.masker(), step::show, java.util.Optional.empty())) {
            Execution execution = supervisor.start(Request.of(step, identity).command(), place, identity, output);

            assertThat(execution.endsWithin(java.time.Duration.ofSeconds(30))).isTrue();
            assertThat(org.assertj.core.api.Assertions.catchThrowable(execution::finish))
                    .isInstanceOf(OutputLostException.class)
                    .hasMessageContaining("ended with exit code 0, but the output could not be kept");
        }
    }

    @Test
    void a_pipe_that_was_given_up_is_no_failure_whenever_that_happens() throws Exception {
        ReadableByteChannel givenUp = Channels.newChannel(new ByteArrayInputStream(new byte[] {'a'}));
        givenUp.close();

        assertThat(new Pump(givenUp, Masker.NONE, (bytes, from, count) -> {}).call())
                .isFalse();
    }

    @Test
    void a_tail_is_the_same_however_it_came() {
        Tail tail = new Tail(10_000);
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            byte[] part = "%d,".formatted(i).repeat(i % 97).getBytes(StandardCharsets.UTF_8);
            tail.add(part, 0, part.length);
            all.append(new String(part, StandardCharsets.UTF_8));
        }

        assertThat(tail.text()).isEqualTo(all.substring(all.length() - 10_000));
    }

    @Test
    void a_tail_begins_with_a_whole_character() {
        Tail tail = new Tail(5);
        tail.add("\u6f22\u6f22".getBytes(StandardCharsets.UTF_8), 0, 6);

        assertThat(tail.text()).isEqualTo("\u6f22");
    }

    @Test
    void the_digest_is_that_of_all_output() throws Exception {
        Path file = folder.resolve("transcript");
        try (Transcript transcript = new Transcript(file, 4, Transcript.Digest.TAKEN)) {
            transcript.add("abc".getBytes(StandardCharsets.UTF_8), 0, 3);
            transcript.add("defg".getBytes(StandardCharsets.UTF_8), 0, 4);

            assertThat(transcript.finish())
                    .isEqualTo("7d1a54127b222502f5b79b5fb0803061152a44f92b37e23c6527baf665d4da9a");
            assertThat(file)
                    .content()
                    .startsWith("abcd\n[tminus: the output has 7 bytes")
                    .endsWith("]\nefg");
        }
    }

    private static String endOf(Path file) throws IOException {
        try (var channel = java.nio.channels.FileChannel.open(file)) {
            var buffer = java.nio.ByteBuffer.allocate(70_000);
            channel.read(buffer, channel.size() - 70_000);
            return StandardCharsets.UTF_8.decode(buffer.flip()).toString();
        }
    }

    private List<Path> filesThatHold(String text) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> content(file).contains(text))
                    .toList();
        }
    }

    static String content(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
