package dev.tminus.forecast;

import static dev.tminus.forecast.Given.lock;
import static dev.tminus.forecast.Given.rewrite;
import static dev.tminus.forecast.Given.rows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.book.Values;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PastStepTest {

    private static final String TYPE = "alter table gifts alter amount type bigint";
    private static final Tables FOUR_TIMES =
            Given.step().table("public.gifts", 4_000, 400, 2_000).tables();

    private static Given given() {
        return Given.step().table("public.gifts", 1_000, 100, 500);
    }

    @Test
    void a_step_without_footprints_takes_as_long_as_it_took() {
        PastStep past = new PastStep(Duration.ofSeconds(10), Values.NONE);

        StepForecast forecast = PastStep.forecast(List.of(past), FOUR_TIMES);

        assertThat(forecast.basis()).isEqualTo(StepForecast.Basis.REHEARSED);
        assertThat(forecast.time()).isEqualTo(Interval.around(Duration.ofSeconds(10)));
    }

    @Test
    void a_rewrite_grows_with_the_table_and_needs_room_for_both() {
        PastStep past = given().statement(TYPE, 1_000, 300, Map.of("rewrites", List.of(rewrite("public.gifts"))))
                .took(1_200);

        StepForecast forecast = PastStep.forecast(List.of(past), FOUR_TIMES);

        assertThat(forecast.time().expected()).isEqualTo(Duration.ofMillis(4_200));
        assertThat(forecast.work()).isEqualTo(Work.REWRITE);
        assertThat(forecast.walBytes()).isEqualTo(1_200);
        assertThat(forecast.diskBytes()).isEqualTo(6_000 + 1_200);
    }

    @Test
    void a_fixed_part_does_not_grow() {
        PastStep small = given().statement(TYPE, 300, 0, Map.of("rewrites", List.of(rewrite("public.gifts"))))
                .took(300);
        PastStep twice = Given.step()
                .table("public.gifts", 2_000, 200, 0)
                .statement(TYPE, 400, 0, Map.of("rewrites", List.of(rewrite("public.gifts"))))
                .took(400);

        assertThat(PastStep.forecast(List.of(twice, small), FOUR_TIMES).time().expected())
                .isBetween(Duration.ofMillis(599), Duration.ofMillis(601));
    }

    @Test
    void sorting_makes_an_index_grow_faster_than_its_table() {
        PastStep past = given().statement(
                        "CREATE INDEX gifts_day ON gifts (day)",
                        1_000,
                        0,
                        Map.of("locks", List.of(lock("public.gifts", "SHARE", 1_000))))
                .took(1_000);

        Duration expected = PastStep.forecast(List.of(past), FOUR_TIMES).time().expected();

        assertThat(expected.toMillis() / 4_000.0).isCloseTo(Math.log(400) / Math.log(100), within());
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.data.Offset.offset(0.001);
    }

    @Test
    void an_update_grows_with_the_rows_and_a_validation_writes_nothing_more() {
        PastStep past = given().statement(
                        "update gifts set net = gross",
                        500,
                        400,
                        Map.of("rows", List.of(rows("public.gifts", 100, 100))))
                .statement(
                        "alter table gifts validate constraint c",
                        300,
                        8,
                        Map.of("rows", List.of(rows("public.gifts", 100, 0))))
                .took(800);

        StepForecast forecast = PastStep.forecast(List.of(past), FOUR_TIMES);

        assertThat(forecast.time().expected()).isEqualTo(Duration.ofMillis(3_200));
        assertThat(forecast.walBytes()).isEqualTo(1_600 + 8);
        assertThat(forecast.work()).isEqualTo(Work.UPDATE);
    }

    @Test
    void a_change_of_the_catalog_alone_takes_as_long_on_any_table() {
        PastStep past = given().statement(
                        "alter table gifts add net int",
                        20,
                        100,
                        Map.of("locks", List.of(lock("public.gifts", "ACCESS EXCLUSIVE", 25))))
                .statement(TYPE, 1_000, 0, Map.of("rewrites", List.of(rewrite("public.gifts"))))
                .took(1_020);

        assertThat(PastStep.forecast(List.of(past), FOUR_TIMES).time().expected())
                .isEqualTo(Duration.ofMillis(4_020));
    }

    @Test
    void an_update_of_few_rows_through_an_index_does_not_grow() {
        PastStep past = Given.step()
                .table("public.gifts", 1_000_000, 100_000, 0)
                .statement(
                        "update gifts set net = 1 where id = 5",
                        500,
                        0,
                        Map.of("rows", List.of(rows("public.gifts", 0, 1))))
                .took(500);

        assertThat(past.hasFootprints()).isFalse();
    }

    @Test
    void a_lock_is_held_until_its_transaction_ends_so_the_outage_grows_with_what_follows() {
        PastStep past = given().statement(
                        "alter table gifts add net int",
                        10,
                        0,
                        Map.of("locks", List.of(lock("public.gifts", "ACCESS EXCLUSIVE", 1_020))))
                .statement(
                        "update gifts set net = 1", 1_000, 0, Map.of("rows", List.of(rows("public.gifts", 100, 100))))
                .statement(
                        "create index i on gifts (net)",
                        500,
                        0,
                        Map.of("locks", List.of(lock("public.gifts", "SHARE", 500))))
                .took(1_530);

        List<Outage> outages = PastStep.forecast(List.of(past), FOUR_TIMES).outages();

        assertThat(outages).extracting(Outage::blocked).containsExactly(Outage.Blocked.READERS, Outage.Blocked.WRITERS);
        assertThat(outages.get(0).time().expected()).isEqualTo(Duration.ofMillis(10 + 4_000 + 10));
    }

    @Test
    void outages_of_two_transactions_add_up() {
        PastStep past = given().statement(
                        "alter table gifts add a int",
                        10,
                        0,
                        Map.of("locks", List.of(lock("public.gifts", "ACCESS EXCLUSIVE", 10))))
                .statement(
                        "alter table gifts add b int",
                        20,
                        0,
                        Map.of("locks", List.of(lock("public.gifts", "ACCESS EXCLUSIVE", 20))))
                .took(30);

        assertThat(past.outages())
                .singleElement()
                .satisfies(outage -> assertThat(outage.time().expected()).isEqualTo(Duration.ofMillis(30)));
    }

    @Test
    void a_table_too_large_for_memory_may_take_three_times_as_long() {
        PastStep past = given().cache(10_000)
                .statement(TYPE, 1_000, 0, Map.of("rewrites", List.of(rewrite("public.gifts"))))
                .took(1_000);
        Tables cold = Given.step()
                .table("public.gifts", 4_000, 400, 2_000)
                .cache(5_000)
                .tables();

        assertThat(PastStep.forecast(List.of(past), cold).time())
                .isEqualTo(new Interval(Duration.ofMillis(3_200), Duration.ofMillis(4_000), Duration.ofMillis(12_000)));
    }

    @Test
    void a_measurement_too_short_to_tell_leaves_the_low_end_where_it_was_measured() {
        PastStep past = given().statement(TYPE, 5, 0, Map.of("rewrites", List.of(rewrite("public.gifts"))))
                .took(5);

        assertThat(PastStep.forecast(List.of(past), FOUR_TIMES).time())
                .isEqualTo(new Interval(Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofMillis(30)));
    }

    @Test
    void sizes_survive_the_journal() {
        assertThat(Tables.of(FOUR_TIMES.values())).isEqualTo(FOUR_TIMES);
    }
}
