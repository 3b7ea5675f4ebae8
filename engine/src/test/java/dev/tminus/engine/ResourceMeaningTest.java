package dev.tminus.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.run.Request;
import dev.tminus.run.Resource;
import dev.tminus.run.RunEvent;
import dev.tminus.run.RunStatus;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a run created, listed until it is taken away. */
class ResourceMeaningTest {

    @Test
    void what_a_run_created_is_listed() {
        Bed bed = Bed.of("""
                - { id: a, test.do: { effect: a, creates: snap-1 } }
                - { id: b, check: run.resources.size() == 1 }
                """);

        assertThat(bed.go().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(bed.state().resources()).singleElement().satisfies(made -> {
            assertThat(made.name()).isEqualTo("snap-1");
            assertThat(made.step()).isEqualTo("a");
        });
    }

    @Test
    void what_takes_its_time_is_listed_from_its_first_look_and_named_when_it_takes_too_long() {
        Bed bed = Bed.of("- { id: a, test.do: { effect: a, later: 9, creates: snap-1 }, timeout: 1m }");

        assertThat(bed.go().resources()).extracting(Resource::name).containsExactly("snap-1");
        bed.pass(Duration.ofMinutes(1));
        assertThat(bed.step("a").reason()).isEqualTo("no result within 1m; its status was still creating");
    }

    @Test
    void what_an_undo_takes_away_is_listed_no_more() {
        Bed bed = Bed.of("""
                - { id: a, test.do: { effect: a, creates: snap-1 }, undo: { test.do: a_back } }
                - { id: b, test.do: { effect: b, creates: snap-2 } }
                - { id: c, test.do: { effect: c, fails: 1 } }
                """);
        bed.go();

        bed.by(Bed.ANNA, new Request.RollBack(Optional.empty(), "enough", false));

        assertThat(bed.state().resources()).extracting(Resource::name).containsExactly("snap-2");
    }

    @Test
    void what_a_close_or_an_action_takes_away_is_listed_no_more() {
        Bed bed = Bed.of("""
                - { id: a, test.do: { effect: a, creates: snap-1 }, undo: { test.do: a_back } }
                - { id: b, test.do: { effect: b, creates: snap-2 } }
                - { id: c, close: a }
                - { id: d, check: run.resources.size() == 1 }
                - { id: e, test.do: { effect: e, removes: snap-2 } }
                - { id: f, check: run.resources.size() == 0 }
                """);

        assertThat(bed.go().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(bed.events(RunEvent.ResourceRemoved.class))
                .extracting(RunEvent.ResourceRemoved::step)
                .containsExactly("a", "e");
    }

    @Test
    void what_a_settled_effect_left_stays_listed() {
        Bed bed = Bed.of("""
                - { id: a, test.do: { effect: a, creates: old }, undo: { test.do: a_back } }
                - { id: b, settle: a }
                - { id: c, check: run.resources.size() == 1 }
                """);

        assertThat(bed.go().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(bed.events(RunEvent.ResourceRemoved.class)).isEmpty();
    }
}
