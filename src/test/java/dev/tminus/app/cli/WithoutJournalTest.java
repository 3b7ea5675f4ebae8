package dev.tminus.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.app.cli.Typist.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Commands that need no journal and start none. */
class WithoutJournalTest extends AtTheCommandLine {

    @Test
    void what_needs_no_database_starts_none(@TempDir Path elsewhere) throws IOException {
        Typist other = new Typist(elsewhere);

        assertThat(other.types("--version").exit()).isZero();
        assertThat(other.types("validate", file).exit()).isZero();
        assertThat(other.types("explain", "TM103").exit()).isZero();
        assertThat(other.types("schema").exit()).isZero();
        assertThat(other.types("completion").out()).contains("complete -F");
        assertThat(other.types("plan", file, "-e", "live").exit()).isZero();
        assertThat(elsewhere.resolve("data")).doesNotExist();
    }

    @Test
    void the_first_runbook_validates_and_no_file_is_overwritten() {
        String first = home.resolve("first.runbook.yaml").toString();

        assertThat(typist.types("init", first).exit()).isZero();
        assertThat(typist.types("validate", first, "--profile", "production"))
                .satisfies(said -> assertThat(said.exit()).as(said.all()).isZero());
        assertThat(typist.types("init", first).exit()).isEqualTo(2);
    }

    @Test
    void problems_come_as_json_for_programs() throws IOException {
        String wrong = Files.writeString(home.resolve("wrong.yaml"), RUNBOOK.replace("manual:", "manuel:"))
                .toString();

        Said said = typist.types("validate", wrong, "--format", "json");

        assertThat(said.exit()).isEqualTo(2);
        assertThat(json(said).get("format").asText()).isEqualTo("tminus.problems/1");
        assertThat(json(said).at("/problems/0/code").asText()).startsWith("TM");
    }

    @Test
    void a_mistyped_command_is_met_with_the_one_that_was_meant() {
        Said said = typist.types("aprove", "x");

        assertThat(said.exit()).isEqualTo(2);
        assertThat(said.err()).contains("did you mean approve?");
        assertThat(said.out()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void help_begins_with_two_worked_examples(String verb) {
        Said said = typist.types(verb, "--help");

        assertThat(said.exit()).isZero();
        assertThat(said.out().lines().limit(3)).first().isEqualTo("Examples:");
        assertThat(said.out().lines().skip(1).limit(2)).allMatch(line -> line.contains("tminus " + verb));
    }

    static Stream<String> verbs() {
        return Verbs.all().keySet().stream().filter(verb -> !verb.equals("warmup"));
    }

    @Test
    void a_node_is_refused_in_words() {
        assertThat(typist.types("serve").exit()).isEqualTo(3);
        assertThat(typist.types("serve").err()).contains("no node", "tminus resume RUN");
    }
}
