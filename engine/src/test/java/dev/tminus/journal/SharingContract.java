package dev.tminus.journal;

import static dev.tminus.journal.JournalContract.OTHER;
import static dev.tminus.journal.JournalContract.RUN;
import static dev.tminus.journal.Runs.append;
import static dev.tminus.journal.Runs.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tminus.run.RunId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every journal does beside its list of events: leases, locks, output and notices. */
public interface SharingContract {
    Duration LONG = Duration.ofMinutes(1);

    /** An empty journal. */
    Journal journal();

    @Test
    default void a_lease_keeps_others_out_while_it_lasts() {
        start(journal(), RUN);
        Lease lease = journal().acquire(RUN, "node-1", LONG);

        assertThat(lease.epoch()).isEqualTo(1);
        assertThat(lease.until()).isAfter(journal().now());
        assertThatThrownBy(() -> journal().acquire(RUN, "node-2", LONG))
                .isInstanceOf(LeaseHeldException.class)
                .hasMessageContaining("driven by node-1");
    }

    @Test
    default void of_many_engines_one_gets_the_run() throws Exception {
        start(journal(), RUN);

        List<Optional<Lease>> leases =
                JournalContract.atOnce(8, number -> journal().acquire(RUN, "node-" + number, LONG));

        assertThat(leases.stream().flatMap(Optional::stream)).hasSize(1);
    }

    @Test
    default void a_lease_that_is_over_or_given_back_can_be_taken() {
        start(journal(), RUN);
        journal().acquire(RUN, "node-1", Duration.ZERO);

        Lease second = journal().acquire(RUN, "node-2", LONG);
        journal().release(second);

        assertThat(journal().acquire(RUN, "node-3", LONG).epoch()).isEqualTo(3);
    }

    @Test
    default void a_lease_is_renewed_until_somebody_else_took_the_run() {
        start(journal(), RUN);
        Lease old = journal().acquire(RUN, "node-1", Duration.ZERO);
        Lease renewed = journal().renew(old, Duration.ZERO);
        Lease taken = journal().acquire(RUN, "node-2", LONG);

        assertThat(renewed.epoch()).isEqualTo(old.epoch());
        assertThatThrownBy(() -> journal().renew(renewed, LONG)).isInstanceOf(FencedException.class);
        journal().release(old);
        assertThatThrownBy(() -> journal().acquire(RUN, "node-3", LONG)).isInstanceOf(LeaseHeldException.class);
        assertThat(journal().renew(taken, LONG).epoch()).isEqualTo(2);
    }

    @Test
    default void a_lock_belongs_to_one_run_until_it_is_given_back() {
        Head first = journal().start(append(RUN, Head.EMPTY, "first").taking(List.of("donations")));
        Head other = start(journal(), OTHER);

        assertThatThrownBy(
                        () -> journal().append(append(OTHER, other, "second").taking(List.of("billing", "donations"))))
                .isInstanceOf(LockHeldException.class)
                .hasMessageContaining("lock 'donations' is held by run " + RUN);
        assertThat(journal().read(OTHER).head()).isEqualTo(other);

        journal().append(append(RUN, first, "second").releasing(List.of("donations", "never_taken")));
        Head taken = journal().append(append(OTHER, other, "second").taking(List.of("billing", "donations")));
        assertThat(taken.seq()).isEqualTo(2);
    }

    @Test
    default void a_run_may_take_a_lock_it_holds() {
        Head first = journal().start(append(RUN, Head.EMPTY, "first").taking(List.of("donations")));

        assertThat(journal()
                        .append(append(RUN, first, "second").taking(List.of("donations")))
                        .seq())
                .isEqualTo(2);
    }

    @Test
    default void a_run_that_cannot_have_its_lock_is_not_started() {
        journal().start(append(RUN, Head.EMPTY, "first").taking(List.of("donations")));

        assertThatThrownBy(
                        () -> journal().start(append(OTHER, Head.EMPTY, "first").taking(List.of("donations"))))
                .isInstanceOf(LockHeldException.class);
        assertThat(journal().find(OTHER)).isEmpty();
    }

    @Test
    default void of_many_runs_one_gets_the_lock() throws Exception {
        List<Optional<Head>> heads = JournalContract.atOnce(
                8,
                number -> journal()
                        .start(append(new RunId("run-" + number), Head.EMPTY, "first")
                                .taking(List.of("donations"))));

        assertThat(heads.stream().flatMap(Optional::stream)).hasSize(1);
        assertThat(journal().runs(RunFilter.ALL, 10)).hasSize(1);
    }

    @Test
    default void notices_wait_until_they_are_delivered_and_are_queued_once_per_key() {
        Append.Notice one = new Append.Notice("slack", "r-1:started", "{\"text\":\"started\"}");
        Append.Notice two = new Append.Notice("slack", "r-1:ended", "{\"text\":\"ended\"}");
        Head first = journal().start(append(RUN, Head.EMPTY, "first").notifying(List.of(one)));
        journal().append(append(RUN, first, "second").notifying(List.of(one, two)));

        List<Outbox.Pending> pending = journal().outbox().pending(10);
        assertThat(pending).extracting(Outbox.Pending::notice).containsExactly(one, two);
        journal().outbox().markDelivered(pending.get(0).id());
        journal().outbox().markDelivered(pending.get(0).id());

        assertThat(journal().outbox().pending(10)).containsExactly(pending.get(1));
    }

    @Test
    default void a_refused_write_queues_no_notice() {
        Head first = start(journal(), RUN);
        journal().append(append(RUN, first, "second"));
        Append.Notice notice = new Append.Notice("slack", "r-1:second", "{}");

        assertThatThrownBy(() -> journal().append(append(RUN, first, "third").notifying(List.of(notice))))
                .isInstanceOf(StaleHeadException.class);
        assertThat(journal().outbox().pending(10)).isEmpty();
    }

    private byte[] stored(String digest) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(journal().outputs().read(digest, out)).isTrue();
        return out.toByteArray();
    }

    @Test
    default void output_of_any_bytes_comes_back_as_it_was() throws IOException {
        byte[] bytes = new byte[Outputs.CHUNK_BYTES * 2 + 4711];
        new Random(42).nextBytes(bytes);

        Output output = journal().outputs().store(new ByteArrayInputStream(bytes));
        Output again = journal().outputs().store(new ByteArrayInputStream(bytes));

        assertThat(output.size()).isEqualTo(bytes.length);
        assertThat(again).isEqualTo(output);
        assertThat(stored(output.sha256())).isEqualTo(bytes);
    }

    @Test
    default void empty_output_is_output_and_unknown_output_is_not() throws IOException {
        Output output = journal().outputs().store(new ByteArrayInputStream(new byte[0]));

        assertThat(stored(output.sha256())).isEmpty();
        assertThat(journal().outputs().read("0".repeat(64), new ByteArrayOutputStream()))
                .isFalse();
    }

    @Test
    default void output_past_the_cap_is_counted_and_said_to_be_cut() throws IOException {
        byte[] block = new byte[1 << 20];
        OutputWriter writer = journal().outputs().writer();
        for (int i = 0; i < 65; i++) {
            writer.write(block);
        }

        Output output = writer.finish();

        assertThat(output.size()).isEqualTo(65L << 20);
        assertThat(output.kept()).isEqualTo(64L << 20);
        assertThat(new String(stored(output.sha256()), StandardCharsets.ISO_8859_1))
                .endsWith("\n[tminus kept the first 67108864 of 68157440 bytes of this output]\n");
    }
}
