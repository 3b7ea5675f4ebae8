package dev.tminus.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.run.RunEvent;
import dev.tminus.run.RunStatus;
import org.junit.jupiter.api.Test;

/** What a step captures as a secret. */
class SecretMeaningTest {

    @Test
    void a_captured_secret_stands_in_no_event() {
        Bed bed = Bed.of("""
                - id: make
                  test.do: hunter4hunter4
                  capture_secret: { key: name }
                  undo: { test.do: "unmake ${{ steps.make.result.name }}" }
                - { id: use, test.do: { effect: used, secret: "${{ steps.make.key }}" } }
                """);

        assertThat(bed.go().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(bed.events(RunEvent.StepSucceeded.class).get(0).result().map())
                .containsEntry("name", "***")
                .containsEntry("tries", 1L);
        assertThat(bed.events(RunEvent.StepSucceeded.class).toString()).doesNotContain("hunter4");
    }

    @Test
    void an_attempt_that_fails_before_its_secret_is_captured_leaves_no_result() {
        Bed bed = Bed.of("""
                - id: make
                  test.do: hunter4hunter4
                  expect: tries == 9
                  capture_secret: { key: name }
                """);

        bed.go();

        assertThat(bed.events(RunEvent.StepFailed.class)).singleElement().satisfies(failed -> {
            assertThat(failed.result().isEmpty()).isTrue();
            assertThat(failed.reason()).contains("tries == 9");
        });
    }
}
