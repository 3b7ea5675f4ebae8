package dev.tminus.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.book.Plan;
import dev.tminus.journal.InMemoryJournal;
import dev.tminus.run.RunStatus;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An engine that dies at any commit loses no effect and repeats none that nobody asked for. */
class CrashTest {

    private static final Plan PLAN = Bed.plan(EveryFeature.BOOK, "production");

    private static Voyage voyage(String way, boolean careless) {
        SettableClock clock = new SettableClock(Bed.START);
        return new Voyage(PLAN, new InMemoryJournal(clock), clock, way, careless);
    }

    @Test
    void undisturbed_the_runbook_goes_every_way() {
        assertThat(voyage("go", false).undisturbed().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(voyage("jump", false).undisturbed().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(voyage("back", false).undisturbed().status()).isEqualTo(RunStatus.ROLLED_BACK);
    }

    @ParameterizedTest
    @CsvSource({"go,false", "go,true", "back,false", "back,true"})
    void killed_at_any_commit_a_second_engine_finishes_with_the_same_effects(String way, boolean afterwards) {
        Voyage calm = voyage(way, false);
        calm.undisturbed();

        for (int n = 1; n <= calm.commits(); n++) {
            Voyage cut = voyage(way, false);
            cut.killedAt(n, afterwards);
            cut.checkAgainst(calm, "killed %s commit %d".formatted(afterwards ? "after" : "before", n));
        }
        assertThat(calm.commits()).isGreaterThan(50);
    }

    @ParameterizedTest
    @CsvSource({"go,false", "go,true", "back,false", "back,true"})
    void where_people_have_it_done_again_the_journal_says_so(String way, boolean afterwards) {
        Voyage calm = voyage(way, true);
        calm.undisturbed();

        for (int n = 1; n <= calm.commits(); n++) {
            Voyage cut = voyage(way, true);
            cut.killedAt(n, afterwards);
            cut.checkRepeatsAreSaid("killed %s commit %d".formatted(afterwards ? "after" : "before", n));
        }
    }

    @Test
    void killed_again_and_again_every_engine_goes_on_from_the_journal_alone() {
        Voyage go = voyage("go", false);
        go.undisturbed();
        Voyage back = voyage("back", false);
        back.undisturbed();

        IntStream.range(0, 40).forEach(seed -> {
            String way = seed % 2 == 0 ? "go" : "back";
            Voyage cut = voyage(way, false);
            cut.killedOften(new Random(seed));
            cut.checkAgainst(seed % 2 == 0 ? go : back, "seed " + seed);
        });
    }
}
