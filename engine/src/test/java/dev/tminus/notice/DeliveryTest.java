package dev.tminus.notice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.journal.Append;
import dev.tminus.journal.InMemoryJournal;
import dev.tminus.journal.Outbox;
import dev.tminus.notice.Notifier.Reply;
import dev.tminus.run.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeliveryTest {

    private static final RunId RUN = new RunId("r-1");
    private static final String LANE = new Address("test", "here").lane(RUN.value());

    private Instant now = Instant.parse("2026-12-01T00:00:00Z");
    private final Outbox outbox = new InMemoryJournal(() -> now).outbox();
    private final RecordingNotifier medium = new RecordingNotifier();
    private final Delivery delivery = delivery("me");
    private int keys;

    private Delivery delivery(String holder) {
        return new Delivery(
                outbox,
                name -> Optional.of(medium).filter(one -> name.equals("test")).map(one -> one),
                (run, text) -> text.replace("hunter2", "***"),
                holder,
                () -> now);
    }

    private void queue(Notice.Kind kind, String text) {
        Notice notice = Notice.of(RUN.value(), kind, now, "", "", text);
        outbox.queue(RUN, new Append.Notice(LANE, "key-" + keys++, notice.line()));
    }

    private void pass(Duration time) {
        now = now.plus(time);
        delivery.pass();
    }

    @Test
    void what_is_queued_arrives_in_order_after_the_standing_of_which_only_the_newest_counts() {
        queue(Notice.Kind.NEWS, "one");
        queue(Notice.Kind.STATUS, "begun");
        queue(Notice.Kind.NEWS, "two");
        queue(Notice.Kind.STATUS, "going");

        delivery.pass();

        assertThat(medium.texts()).containsExactly("going", "one", "two");
        assertThat(outbox.lanes()).isEmpty();
    }

    @Test
    void the_standing_is_edited_once_in_three_seconds_and_nothing_else_waits_for_that() {
        queue(Notice.Kind.STATUS, "1");
        delivery.pass();
        queue(Notice.Kind.STATUS, "2");
        queue(Notice.Kind.WANTED, "come");
        queue(Notice.Kind.STATUS, "3");
        pass(Duration.ofMillis(2900));
        assertThat(medium.texts()).containsExactly("1", "come");

        pass(Duration.ofMillis(100));

        assertThat(medium.texts()).containsExactly("1", "come", "3");
    }

    @Test
    void a_standing_that_is_shown_already_is_not_shown_again() {
        queue(Notice.Kind.STATUS, "waits; journal 1:aa");
        delivery.pass();
        queue(Notice.Kind.STATUS, "goes on; journal 2:bb");
        queue(Notice.Kind.STATUS, "waits; journal 3:cc");

        pass(Duration.ofSeconds(3));

        assertThat(medium.texts()).containsExactly("waits; journal 1:aa");
        assertThat(outbox.lanes()).isEmpty();
    }

    @Test
    void a_medium_that_asks_for_time_gets_it_and_nothing_overtakes() {
        queue(Notice.Kind.NEWS, "one");
        queue(Notice.Kind.NEWS, "two");
        medium.next.add(new Reply.Later(Optional.of(Duration.ofSeconds(7)), "asked to wait", false));
        delivery.pass();

        pass(Duration.ofSeconds(6));
        assertThat(medium.texts()).containsExactly("one");
        assertThat(outbox.lanes().get(0).trouble()).contains("asked to wait");
        pass(Duration.ofSeconds(1));

        assertThat(medium.texts()).containsExactly("one", "one", "two");
        assertThat(outbox.lanes()).isEmpty();
    }

    @Test
    void pauses_grow_to_a_minute_and_are_forgotten_after_a_success() {
        Patience patience = new Patience();

        assertThat(patience.after(LANE, now)).isEqualTo(now.plusSeconds(1));
        assertThat(patience.after(LANE, now)).isEqualTo(now.plusSeconds(2));
        for (int more = 0; more < 10; more++) {
            patience.after(LANE, now);
        }
        assertThat(patience.after(LANE, now)).isEqualTo(now.plusSeconds(60));
        patience.forget(LANE);
        assertThat(patience.after(LANE, now)).isEqualTo(now.plusSeconds(1));
    }

    @Test
    void a_process_rests_after_a_failure_and_the_next_one_tries_at_once() {
        queue(Notice.Kind.NEWS, "one");
        medium.next.add(new Reply.Later(Optional.empty(), "the token is wrong", false));
        delivery.pass();
        delivery.pass();
        assertThat(medium.texts()).containsExactly("one");

        delivery("another").pass();

        assertThat(medium.texts()).containsExactly("one", "one");
        assertThat(outbox.lanes()).isEmpty();
    }

    @Test
    void a_medium_that_named_a_time_is_let_be_by_the_next_process_too() {
        queue(Notice.Kind.NEWS, "one");
        medium.next.add(new Reply.Later(Optional.of(Duration.ofSeconds(7)), "asked to wait", false));
        delivery.pass();

        delivery("another").pass();

        assertThat(medium.texts()).containsExactly("one");
    }

    @Test
    void what_is_secret_is_hidden_before_it_leaves() {
        queue(Notice.Kind.NEWS, "rejected by anna: the password hunter2 is wrong");

        delivery.pass();

        assertThat(medium.texts()).containsExactly("rejected by anna: the password *** is wrong");
    }

    @Test
    void what_may_have_arrived_is_sent_with_that_doubt_by_whoever_comes_next() {
        queue(Notice.Kind.NEWS, "one");
        medium.next.add(new Reply.Later(Optional.empty(), "no answer", true));
        delivery.pass();
        now = now.plusSeconds(60);

        delivery("another").pass();

        assertThat(medium.letters).extracting(Notifier.Letter::mayHaveArrived).containsExactly(false, true);
    }

    @Test
    void what_certainly_did_not_arrive_is_sent_without_doubt() {
        queue(Notice.Kind.NEWS, "one");
        medium.next.add(new Reply.Later(Optional.empty(), "refused", false));
        delivery.pass();

        pass(Duration.ofMinutes(1));

        assertThat(medium.letters).extracting(Notifier.Letter::mayHaveArrived).containsExactly(false, false);
    }

    @Test
    void a_command_brings_its_own_runs_messages_before_those_that_waited_longer() {
        queue(Notice.Kind.NEWS, "old");
        RunId own = new RunId("r-2");
        Notice notice = Notice.of(own.value(), Notice.Kind.NEWS, now, "", "", "own");
        outbox.queue(own, new Append.Notice(new Address("test", "here").lane("r-2"), "own", notice.line()));

        delivery.serving(own).pass();

        assertThat(medium.texts()).containsExactly("own", "old");
    }

    @Test
    void a_lane_that_another_process_delivers_is_left_to_it() {
        queue(Notice.Kind.NEWS, "one");
        outbox.claim(LANE, "another", Duration.ofSeconds(30));

        delivery.pass();
        assertThat(medium.letters).isEmpty();
        pass(Duration.ofSeconds(30));

        assertThat(medium.texts()).containsExactly("one");
    }

    @Test
    void the_backlog_says_how_much_waits_for_whom_since_when_and_why() {
        queue(Notice.Kind.NEWS, "one");
        queue(Notice.Kind.NEWS, "two");
        medium.next.add(new Reply.Later(Optional.empty(), "Slack refuses the token", false));

        delivery.pass();

        assertThat(Delivery.backlog(outbox.lanes()))
                .containsExactly("2 messages for test:here wait since 2026-12-01T00:00:00Z: Slack refuses the token");
    }

    @Test
    void what_waited_for_a_week_is_not_sent_any_more() {
        queue(Notice.Kind.STATUS, "long ago");
        queue(Notice.Kind.NEWS, "long ago");
        now = now.plus(Duration.ofDays(8));
        queue(Notice.Kind.NEWS, "new");

        delivery.pass();

        assertThat(medium.texts()).containsExactly("new");
        assertThat(outbox.lanes()).isEmpty();
    }
}
