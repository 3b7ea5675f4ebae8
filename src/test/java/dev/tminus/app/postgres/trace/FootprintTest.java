package dev.tminus.app.postgres.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.app.postgres.trace.Footprint.Ending;
import dev.tminus.app.postgres.trace.Footprint.Kind;
import dev.tminus.app.postgres.trace.Footprint.Lock;
import dev.tminus.app.postgres.trace.Footprint.Rewrite;
import dev.tminus.app.postgres.trace.Footprint.Rows;
import dev.tminus.book.Values;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FootprintTest {

    @Test
    void it_says_who_waits_and_how_long() {
        Footprint footprint = footprint(
                List.of(
                        lock("public.gifts", LockMode.ACCESS_EXCLUSIVE, 3_240),
                        lock("archive.donors", LockMode.SHARE_ROW_EXCLUSIVE, 40),
                        lock("public.refunds", LockMode.ROW_EXCLUSIVE, 900)),
                List.of(),
                List.of());

        assertThat(footprint.words())
                .containsExactly("writers of archive.donors wait 40 ms", "readers of gifts wait 3.2 s");
    }

    @Test
    void it_says_what_is_rewritten_read_and_written() {
        Footprint footprint = footprint(
                List.of(lock("public.gifts", LockMode.ACCESS_EXCLUSIVE, 0)),
                List.of(
                        new Rewrite("public.gifts", Kind.TABLE, 3 << 20),
                        new Rewrite("public.gifts_pkey", Kind.INDEX, 0)),
                List.of(
                        new Rows("public.gifts", LockMode.ACCESS_EXCLUSIVE, 2_000, 2_000, 0, 0, 0),
                        new Rows("public.notes", LockMode.SHARE, 1, 1, 0, 0, 0),
                        new Rows("public.logs", LockMode.ROW_EXCLUSIVE, -1, 500, 1, 2, 3)));

        assertThat(footprint.words())
                .containsExactly(
                        "readers of gifts wait less than 1 ms",
                        "rewrites gifts (3.0 MB before)",
                        "builds index gifts_pkey anew",
                        "reads 2,000 rows of gifts while nobody may read it",
                        "writes 6 rows of logs",
                        "reads 1 row of notes while nobody may write it");
    }

    @Test
    void what_blocks_nobody_says_so() {
        assertThat(footprint(List.of(), List.of(), List.of()).words()).containsExactly("blocks nobody");
    }

    @Test
    void an_index_that_is_closed_keeps_readers_of_its_table_out() {
        Footprint footprint = footprint(
                List.of(new Lock("public.gifts_net", Kind.INDEX, LockMode.ACCESS_EXCLUSIVE, Duration.ofSeconds(75))),
                List.of(),
                List.of());

        assertThat(footprint.words()).containsExactly("readers of the table with index gifts_net wait 1m 15s");
    }

    @Test
    void its_values_may_stand_in_a_journal_and_are_read_back() {
        Footprint footprint = footprint(
                List.of(lock("public.gifts", LockMode.SHARE, 7)),
                List.of(new Rewrite("public.gifts", Kind.TABLE, 5)),
                List.of(new Rows("public.gifts", LockMode.SHARE, 9, 1, 2, 3, 4)));

        Values journaled = new Values(footprint.values());

        assertThat(Footprint.of(journaled.map())).isEqualTo(footprint);
    }

    @Test
    void modes_block_each_other_both_ways() {
        for (LockMode one : LockMode.values()) {
            for (LockMode other : LockMode.values()) {
                assertThat(one.blocks().contains(other))
                        .as("%s and %s", one, other)
                        .isEqualTo(other.blocks().contains(one));
            }
        }
    }

    private static Lock lock(String relation, LockMode mode, long millis) {
        return new Lock(relation, Kind.TABLE, mode, Duration.ofMillis(millis));
    }

    private static Footprint footprint(List<Lock> locks, List<Rewrite> rewrites, List<Rows> rows) {
        return new Footprint(
                "alter table gifts", Ending.WITH_TRANSACTION, locks, rewrites, rows, 0, Optional.of(0L), Duration.ZERO);
    }
}
