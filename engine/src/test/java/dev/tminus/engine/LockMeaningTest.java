package dev.tminus.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.book.Values;
import dev.tminus.run.Asked;
import dev.tminus.run.Request;
import dev.tminus.run.RunStatus;
import dev.tminus.run.StepStatus;
import dev.tminus.run.WaitKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Runs that take the same lock. */
class LockMeaningTest {

    @Test
    void a_lock_held_by_another_run_is_awaited() {
        String book = """
                lock: db/main
                phases:
                  - { id: before, steps: [{ id: a, test.do: a }] }
                  - { id: during, window: required, at: T, steps: [{ id: b, manual: Look }] }
                """;
        Bed bed = Bed.book(book, "production");
        bed.clock.set(Bed.WINDOW.begins());
        bed.go();
        Bed other = bed.beside(book);

        other.go();
        assertThat(other.waiting()).extracting(Asked::kind).containsExactly(WaitKind.LOCK);
        assertThat(bed.by(Bed.ANNA, new Request.Done("b", Values.NONE)).status())
                .isEqualTo(RunStatus.SUCCEEDED);
        assertThat(other.pass(Duration.ofSeconds(5)).phase("during").status()).isEqualTo(StepStatus.RUNNING);
    }

    @Test
    void waiting_for_a_lock_is_written_once_and_not_at_every_try() {
        String book = """
                lock: db/main
                phases: [{ id: during, window: required, at: T, steps: [{ id: b, manual: Look }] }]
                """;
        Bed bed = Bed.book(book, "production");
        bed.clock.set(Bed.WINDOW.begins());
        bed.go();
        Bed other = bed.beside(book);
        other.go();
        int before = other.events().size();

        for (int tries = 0; tries < 20; tries++) {
            other.pass(Duration.ofSeconds(5));
        }

        assertThat(other.events()).hasSize(before);
        assertThat(other.turn().wakeAt()).contains(other.clock.instant().plusSeconds(5));
        bed.by(Bed.ANNA, new Request.Done("b", Values.NONE));
        assertThat(other.pass(Duration.ofSeconds(5)).phase("during").status()).isEqualTo(StepStatus.RUNNING);
    }
}
