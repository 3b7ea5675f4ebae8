package dev.tminus.journal;

import static dev.tminus.journal.JournalContract.OTHER;
import static dev.tminus.journal.JournalContract.RUN;
import static dev.tminus.journal.Runs.start;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.journal.Outbox.Claim;
import dev.tminus.journal.Outbox.Lane;
import dev.tminus.journal.Outbox.Pending;
import dev.tminus.journal.Outbox.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every journal does with notices that wait in lanes. */
public interface OutboxContract {
    Duration LONG = Duration.ofMinutes(1);
    String LANE = RUN + " slack:#release";
    String SECOND = OTHER + " email:ops@example.org";

    /** An empty journal. */
    Journal journal();

    private Outbox outbox() {
        return journal().outbox();
    }

    private void queue(String lane, String... keys) {
        for (String key : keys) {
            outbox().queue(lane.equals(LANE) ? RUN : OTHER, new Append.Notice(lane, key, "{\"" + key + "\":1}"));
        }
    }

    private Claim claim(String lane, String holder) {
        return outbox().claim(lane, holder, LONG).orElseThrow();
    }

    private void begin() {
        start(journal(), RUN);
        start(journal(), OTHER);
    }

    @Test
    default void lanes_are_those_in_which_something_waits_the_longest_waiting_first() {
        begin();
        queue(LANE, "a");
        queue(SECOND, "b", "c", "b");
        Instant now = journal().now();

        List<Lane> lanes = outbox().lanes();

        assertThat(lanes).extracting(Lane::name).containsExactly(LANE, SECOND);
        assertThat(lanes).extracting(Lane::run).containsExactly(RUN, OTHER);
        assertThat(lanes).extracting(Lane::waiting).containsExactly(1, 2);
        assertThat(lanes).allSatisfy(lane -> {
            assertThat(lane.oldest()).isBetween(now.minus(LONG), now.plus(LONG));
            assertThat(lane.trouble()).isEmpty();
            assertThat(lane.notBefore()).isEmpty();
        });
    }

    @Test
    default void what_waits_in_a_lane_comes_in_the_order_of_queueing() {
        begin();
        queue(LANE, "a");
        queue(SECOND, "b");
        queue(LANE, "c", "d");

        assertThat(outbox().pending(LANE, 10))
                .extracting(one -> one.notice().key())
                .containsExactly("a", "c", "d");
        assertThat(outbox().pending(LANE, 2))
                .extracting(one -> one.notice().key())
                .containsExactly("a", "c");
        assertThat(outbox().pending(LANE, 10)).extracting(Pending::id).isSorted();
    }

    @Test
    default void a_lane_is_one_holders_until_it_is_given_back() {
        Claim mine = claim(LANE, "me");

        assertThat(outbox().claim(LANE, "you", LONG)).isEmpty();
        assertThat(outbox().claim(LANE, "me", LONG)).isPresent();
        assertThat(outbox().claim(SECOND, "you", LONG)).isPresent();
        outbox().release(new Claim(LANE, "you", ""));
        assertThat(outbox().claim(LANE, "you", LONG)).isEmpty();
        outbox().release(mine);

        assertThat(outbox().claim(LANE, "you", LONG)).isPresent();
    }

    @Test
    default void a_claim_that_is_over_can_be_taken_and_its_holder_has_no_say_any_more() {
        begin();
        queue(LANE, "a");
        Claim old = outbox().claim(LANE, "me", Duration.ZERO).orElseThrow();
        claim(LANE, "you");
        long id = outbox().pending(LANE, 1).get(0).id();

        boolean kept = outbox().keep(old, new Progress("mine", List.of(id), Optional.empty(), Optional.empty()), LONG);

        assertThat(kept).isFalse();
        assertThat(outbox().pending(LANE, 10)).hasSize(1);
        assertThat(claim(LANE, "you").memory()).isEmpty();
    }

    @Test
    default void of_many_processes_one_gets_a_lane() throws Exception {
        List<Optional<Optional<Claim>>> claims =
                JournalContract.atOnce(8, number -> outbox().claim(LANE, "process " + number, LONG));

        assertThat(claims).filteredOn(claim -> claim.orElseThrow().isPresent()).hasSize(1);
    }

    @Test
    default void what_a_holder_learnt_and_what_stops_it_is_known_to_the_next() {
        begin();
        queue(LANE, "a", "b");
        Claim mine = claim(LANE, "me");
        long first = outbox().pending(LANE, 1).get(0).id();
        Instant later = Instant.parse("2026-12-01T00:00:07Z");

        boolean kept = outbox().keep(
                        mine,
                        new Progress(
                                "root at 1.1\nand more",
                                List.of(first),
                                Optional.of("asked to wait"),
                                Optional.of(later)),
                        LONG);
        outbox().release(mine);

        assertThat(kept).isTrue();
        assertThat(outbox().lanes()).singleElement().satisfies(lane -> {
            assertThat(lane.waiting()).isEqualTo(1);
            assertThat(lane.trouble()).contains("asked to wait");
            assertThat(lane.notBefore()).contains(later);
        });
        assertThat(claim(LANE, "you").memory()).isEqualTo("root at 1.1\nand more");
    }

    @Test
    default void trouble_that_is_over_is_forgotten() {
        begin();
        queue(LANE, "a");
        Claim mine = claim(LANE, "me");
        outbox().keep(mine, new Progress("", List.of(), Optional.of("away"), Optional.of(Instant.EPOCH)), LONG);

        outbox().keep(mine, new Progress("", List.of(), Optional.empty(), Optional.empty()), LONG);

        assertThat(outbox().lanes()).singleElement().satisfies(lane -> {
            assertThat(lane.trouble()).isEmpty();
            assertThat(lane.notBefore()).isEmpty();
        });
    }

    @Test
    default void keeping_prolongs_a_claim() {
        Claim mine = outbox().claim(LANE, "me", Duration.ZERO).orElseThrow();

        outbox().keep(mine, new Progress("", List.of(), Optional.empty(), Optional.empty()), LONG);

        assertThat(outbox().claim(LANE, "you", LONG)).isEmpty();
    }
}
