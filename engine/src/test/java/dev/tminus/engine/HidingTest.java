package dev.tminus.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.journal.Outbox;
import dev.tminus.notice.Notice;
import dev.tminus.run.Request;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Secrets that people type, and what may leave of them. The only secret's value is {@code hunter2}. */
class HidingTest {

    private static Bed bed(String from) {
        return Bed.book("""
                secrets: { password: { from: %s } }
                notify: { slack: { channel: "#release" } }
                phases: [{ id: only, steps: [{ id: a, manual: Look, by: dba }] }]
                """.formatted(from), "production");
    }

    @Test
    void what_a_variable_or_a_file_holds_is_hidden_although_no_step_has_used_it() {
        assertThat(bed("env, name: PW").hiding().apply("it is hunter2!")).isEqualTo("it is ***!");
        assertThat(bed("file, path: pw").hiding().apply("hunter2, once more hunter2"))
                .isEqualTo("***, once more ***");
    }

    @Test
    void no_command_is_run_only_to_hide_what_it_prints() {
        assertThat(bed("command, command: [pass, pw]").hiding().apply("it is hunter2!"))
                .isEqualTo("it is hunter2!");
    }

    @Test
    void a_reason_that_names_a_secret_is_queued_as_typed_and_leaves_without_it() {
        Bed bed = bed("env, name: PW");
        bed.go();
        bed.by(Bed.ANNA, new Request.Fail("a", "hunter2 was refused"));

        List<String> left = bed.journal.outbox().pending(100).stream()
                .map(Outbox.Pending::notice)
                .map(line -> Notice.read(line.line()).reworded(bed.hiding()).text())
                .filter(text -> text.contains("was refused"))
                .toList();

        assertThat(left).isNotEmpty().allMatch(text -> text.contains("*** was refused"));
        assertThat(left).noneMatch(text -> text.contains("hunter2"));
    }
}
