package dev.tminus.app.postgres.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.app.postgres.trace.Footprint.Ending;
import dev.tminus.app.postgres.trace.Footprint.Kind;
import dev.tminus.app.postgres.trace.Footprint.Lock;
import dev.tminus.app.postgres.trace.Footprint.Rewrite;
import dev.tminus.app.postgres.trace.Footprint.Rows;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContractTest {

    private static final Footprint NOTHING = footprint(List.of(), List.of(), List.of());

    @Test
    void the_same_footprint_keeps_the_contract_however_long_it_took() {
        Footprint rehearsed = locks(LockMode.ACCESS_EXCLUSIVE, Duration.ofMillis(1));

        assertThat(Contract.check(rehearsed, locks(LockMode.ACCESS_EXCLUSIVE, Duration.ofHours(1))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "SHARE_ROW_EXCLUSIVE, ACCESS_EXCLUSIVE, broken",
        "ACCESS_EXCLUSIVE, SHARE, kept",
        "SHARE, SHARE_UPDATE_EXCLUSIVE, broken",
        "ROW_SHARE, ROW_EXCLUSIVE, broken",
        "EXCLUSIVE, SHARE_ROW_EXCLUSIVE, kept"
    })
    void a_mode_that_blocks_others_than_the_rehearsed_one_breaks_it(
            LockMode rehearsed, LockMode actual, String outcome) {
        List<String> differences = Contract.check(locks(rehearsed, Duration.ZERO), locks(actual, Duration.ZERO));

        assertThat(differences.isEmpty()).isEqualTo(outcome.equals("kept"));
    }

    @Test
    void a_lock_on_a_table_that_was_not_locked_breaks_it() {
        assertThat(Contract.check(NOTHING, locks(LockMode.SHARE, Duration.ZERO)))
                .containsExactly("locks gifts in mode SHARE; in the rehearsal it did not");
        assertThat(Contract.check(NOTHING, locks(LockMode.ACCESS_SHARE, Duration.ZERO)))
                .isEmpty();
    }

    @Test
    void a_rewrite_that_was_not_rehearsed_breaks_it() {
        Footprint rewriting = footprint(List.of(), List.of(new Rewrite("public.gifts", Kind.TABLE, 9)), List.of());

        assertThat(Contract.check(NOTHING, rewriting)).containsExactly("rewrites gifts, which the rehearsal did not");
        assertThat(Contract.check(rewriting, rewriting)).isEmpty();
        assertThat(Contract.check(rewriting, NOTHING)).isEmpty();
    }

    @Test
    void a_scan_while_nobody_may_write_breaks_it_where_the_rehearsal_read_nothing() {
        assertThat(Contract.check(NOTHING, rows(LockMode.ACCESS_EXCLUSIVE, 20_000, 20_000, 0)))
                .containsExactly("reads 20,000 rows of gifts under ACCESS EXCLUSIVE; in the rehearsal 0 rows");
        assertThat(Contract.check(NOTHING, rows(LockMode.ROW_EXCLUSIVE, 20_000, 20_000, 0)))
                .isEmpty();
    }

    @Test
    void rows_count_in_proportion_to_the_table() {
        Footprint rehearsed = rows(LockMode.SHARE, 1_000, 1_000, 10);

        assertThat(Contract.check(rehearsed, rows(LockMode.SHARE, 1_000_000, 1_000_000, 10_000)))
                .isEmpty();
        assertThat(Contract.check(rehearsed, rows(LockMode.SHARE, 2_000, 2_000, 2_000)))
                .containsExactly(
                        "writes 2,000 rows of gifts; in the rehearsal 10 rows (the table has 2.0 times the rows)");
    }

    private static Footprint locks(LockMode mode, Duration held) {
        return footprint(List.of(new Lock("public.gifts", Kind.TABLE, mode, held)), List.of(), List.of());
    }

    private static Footprint rows(LockMode under, long estimate, long read, long updated) {
        return footprint(List.of(), List.of(), List.of(new Rows("public.gifts", under, estimate, read, 0, updated, 0)));
    }

    private static Footprint footprint(List<Lock> locks, List<Rewrite> rewrites, List<Rows> rows) {
        return new Footprint(
                "statement", Ending.WITH_TRANSACTION, locks, rewrites, rows, 0, Optional.empty(), Duration.ZERO);
    }
}
