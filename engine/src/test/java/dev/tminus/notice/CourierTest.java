package dev.tminus.notice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.journal.Append;
import dev.tminus.journal.InMemoryJournal;
import dev.tminus.journal.Outbox;
import dev.tminus.run.RunId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A courier on its own thread, with a clock that is set by hand. */
@Timeout(60)
class CourierTest {

    private static final RunId RUN = new RunId("r-1");
    private static final String LANE = new Address("test", "here").lane(RUN.value());

    private static final Duration LONG = Duration.ofSeconds(60);

    private volatile Instant now = Instant.parse("2026-12-01T00:00:00Z");
    private final InstantSource clock = () -> now;
    private final Outbox outbox = new InMemoryJournal(clock).outbox();
    private int keys;

    /** A medium in which each message is seen as it arrives. */
    private static class Arriving extends TestMedium {
        final BlockingQueue<String> arrived = new LinkedBlockingQueue<>();

        @Override
        public Reply send(Letter letter) {
            arrived.add(letter.notice().text());
            return new Reply.Delivered("begun");
        }

        String next() throws InterruptedException {
            return arrived.poll(20, TimeUnit.SECONDS);
        }
    }

    /** A medium that takes a message and never says what became of it. */
    private static final class Hanging extends Arriving {
        final CountDownLatch released = new CountDownLatch(1);
        private final boolean hangsUp;

        Hanging(boolean hangsUp) {
            this.hangsUp = hangsUp;
        }

        @Override
        public void hangUp() {
            if (hangsUp) {
                released.countDown();
            }
        }

        @Override
        public Reply send(Letter letter) {
            arrived.add(letter.notice().text());
            while (released.getCount() > 0) {
                try {
                    released.await();
                } catch (InterruptedException deaf) {
                    arrived.add("interrupted");
                }
            }
            return new Reply.Later(Optional.empty(), "gave no answer", true);
        }
    }

    /** Stays as long as it takes. */
    private Courier courier(Notifier medium) {
        return courier(medium, new Farewell(() -> 0, LONG, LONG));
    }

    /** Has enough of it at the first look after the medium has been asked. */
    private Courier impatient(Hanging medium, Duration lastWord) {
        AtomicLong nanos = new AtomicLong();
        return courier(
                medium,
                new Farewell(
                        () -> medium.arrived.isEmpty() ? nanos.get() : nanos.addAndGet(Farewell.LONG.toNanos()),
                        Duration.ofMillis(1),
                        lastWord));
    }

    private Courier courier(Notifier medium, Farewell farewell) {
        return new Courier(
                new Delivery(outbox, name -> Optional.of(medium), Hiding.NOTHING, "me", clock), clock, farewell);
    }

    private void queue(Notice.Kind kind, String text) {
        Notice notice = Notice.of(RUN.value(), kind, now, "", "", text);
        outbox.queue(RUN, new Append.Notice(LANE, "key-" + keys++, notice.line()));
    }

    @Test
    void what_is_queued_while_a_command_lives_goes_out_in_order() throws Exception {
        Arriving medium = new Arriving();
        try (Courier courier = courier(medium)) {
            queue(Notice.Kind.STATUS, "begun");
            queue(Notice.Kind.NEWS, "one");
            courier.poke();

            assertThat(medium.next()).isEqualTo("begun");
            assertThat(medium.next()).isEqualTo("one");
        }
    }

    @Test
    void an_edit_is_made_when_its_time_has_come_and_what_is_asked_does_not_wait_for_it() throws Exception {
        Arriving medium = new Arriving();
        try (Courier courier = courier(medium)) {
            queue(Notice.Kind.STATUS, "begun");
            courier.poke();
            assertThat(medium.next()).isEqualTo("begun");
            queue(Notice.Kind.STATUS, "waits");
            queue(Notice.Kind.WANTED, "come");
            courier.poke();
            assertThat(medium.next()).isEqualTo("come");

            now = now.plusSeconds(3);
            courier.poke();

            assertThat(medium.next()).isEqualTo("waits");
        }
    }

    @Test
    void a_command_that_ends_still_brings_what_was_queued_last() {
        Arriving medium = new Arriving();
        Courier courier = courier(medium);
        queue(Notice.Kind.STATUS, "over");

        courier.close();

        assertThat(medium.arrived).containsExactly("over");
        assertThat(outbox.lanes()).isEmpty();
    }

    @Test
    void a_medium_that_does_not_answer_is_left_with_its_trouble_noted_and_its_lane_free() {
        Hanging medium = new Hanging(true);
        Courier courier = impatient(medium, LONG);
        queue(Notice.Kind.NEWS, "one");
        queue(Notice.Kind.NEWS, "two");

        courier.close();

        assertThat(medium.arrived).contains("one").doesNotContain("two");
        assertThat(outbox.lanes()).singleElement().satisfies(lane -> {
            assertThat(lane.waiting()).isEqualTo(2);
            assertThat(lane.trouble()).contains("gave no answer");
        });
        assertThat(outbox.claim(LANE, "the next process", Delivery.CLAIM)).isPresent();
    }

    @Test
    void a_medium_that_hangs_for_good_keeps_no_lane_from_the_next_process() {
        Hanging medium = new Hanging(false);
        Courier courier = impatient(medium, Duration.ofMillis(1));
        queue(Notice.Kind.NEWS, "one");

        courier.close();

        assertThat(outbox.claim(LANE, "the next process", Delivery.CLAIM)).isPresent();
        medium.released.countDown();
    }
}
