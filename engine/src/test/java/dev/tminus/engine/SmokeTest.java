package dev.tminus.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.run.RunStatus;
import org.junit.jupiter.api.Test;

class SmokeTest {

    @Test
    void steps_run_one_after_the_other() {
        Bed bed = Bed.of("""
                - { id: a, test.do: one }
                - { id: b, test.do: two }
                """);

        assertThat(bed.go().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(bed.world.names()).containsExactly("one", "two");
    }
}
