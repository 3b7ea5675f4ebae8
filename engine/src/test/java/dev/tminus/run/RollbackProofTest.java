package dev.tminus.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RollbackProofTest {

    private static PointTried point(String step, Proof own, Proof whole) {
        return new PointTried(step, "ALTER TYPE ADD VALUE", own, List.of("own"), whole, List.of("whole"));
    }

    private static List<PointTried> good(int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> point("s" + n, Proof.EXACT, Proof.EXACT))
                .toList();
    }

    private static String summary(List<PointTried> good, PointTried... more) {
        return new RollbackProof(Stream.concat(good.stream(), Stream.of(more)).toList()).summary();
    }

    @Test
    void every_point_proven_needs_no_exception() {
        assertThat(summary(good(13))).isEqualTo("rollback proven from all 13 points");
    }

    @Test
    void a_single_step_without_a_way_back_is_named_with_what_it_does() {
        List<PointTried> more = Stream.concat(Stream.of(point("value", Proof.NONE, Proof.CHANGED)), good(12).stream())
                .toList();

        assertThat(summary(more))
                .isEqualTo("rollback proven from 12 of 13 points; not from value (ALTER TYPE ADD VALUE: no undo)");
    }

    @Test
    void where_nothing_after_a_step_is_proven_the_first_is_named() {
        assertThat(summary(
                        good(2), point("value", Proof.NONE, Proof.CHANGED), point("fill", Proof.EXACT, Proof.CHANGED)))
                .isEqualTo("rollback proven from 2 of 4 points; not from value (ALTER TYPE ADD VALUE: no undo) on");
    }

    @Test
    void of_many_three_are_named() {
        List<PointTried> mixed = IntStream.range(0, 5)
                .boxed()
                .flatMap(n -> Stream.of(
                        point("bad" + n, Proof.SCHEMA_ONLY, Proof.SCHEMA_ONLY),
                        point("good" + n, Proof.EXACT, Proof.EXACT)))
                .toList();

        assertThat(new RollbackProof(mixed).summary())
                .startsWith(
                        "rollback proven from 5 of 10 points; not from bad0 (ALTER TYPE ADD VALUE: rows differ), bad1")
                .endsWith(", 2 more");
    }

    @Test
    void a_point_tells_what_its_own_undo_lacked_before_what_all_did() {
        assertThat(point("a", Proof.CHANGED, Proof.CHANGED).told()).containsExactly("own");
        assertThat(point("a", Proof.EXACT, Proof.CHANGED).told()).containsExactly("whole");
    }
}
