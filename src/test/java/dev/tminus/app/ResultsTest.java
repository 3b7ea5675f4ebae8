package dev.tminus.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ResultsTest {

    @Test
    void a_full_disk_is_remembered() throws IOException {
        assertThat(written(new FileOutputStream("/dev/full")).trouble()).contains("No space left on device");
    }

    @Test
    void what_arrives_is_no_trouble() throws IOException {
        assertThat(written(new FileOutputStream("/dev/null")).trouble()).isEmpty();
    }

    @Test
    void a_reader_that_had_enough_is_no_trouble() throws IOException {
        Pipe pipe = Pipe.open();
        pipe.source().close();

        try (OutputStream end = Channels.newOutputStream(pipe.sink())) {
            assertThat(written(end).trouble()).isEmpty();
        }
    }

    private static Results written(OutputStream target) {
        Results results = new Results(target);
        PrintStream stream = new PrintStream(results, false, StandardCharsets.UTF_8);
        stream.println("x".repeat(20_000));
        stream.flush();
        return results;
    }
}
