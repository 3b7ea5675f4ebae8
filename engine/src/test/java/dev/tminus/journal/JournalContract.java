package dev.tminus.journal;

import static dev.tminus.journal.Runs.append;
import static dev.tminus.journal.Runs.facts;
import static dev.tminus.journal.Runs.phases;
import static dev.tminus.journal.Runs.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tminus.run.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every journal does: its list of events. */
public interface JournalContract {
    RunId RUN = new RunId("r-20261201-7k3mq9");
    RunId OTHER = new RunId("r-20261201-other2");

    /** An empty journal. */
    Journal journal();

    @Test
    default void events_come_back_in_order_with_the_head() {
        Head first = start(journal(), RUN);

        Head head = journal().append(append(RUN, first, "second", "third"));

        History history = journal().read(RUN);
        assertThat(history.events()).isEqualTo(phases("first", "second", "third"));
        assertThat(history.head()).isEqualTo(head);
        assertThat(head.seq()).isEqualTo(3);
        assertThat(HashChain.hash(history.lines().get(2))).isEqualTo(head.hash());
    }

    @Test
    default void reading_can_begin_after_a_place() {
        Head first = start(journal(), RUN);
        Head head = journal().append(append(RUN, first, "second", "third"));

        assertThat(journal().read(RUN, 1).events()).isEqualTo(phases("second", "third"));
        assertThat(journal().read(RUN, 3)).isEqualTo(new History(List.of(), List.of(), head));
    }

    @Test
    default void a_run_is_started_once() {
        start(journal(), RUN);

        assertThatThrownBy(() -> start(journal(), RUN)).isInstanceOf(RunExistsException.class);
    }

    @Test
    default void a_run_that_is_not_there_is_said_so() {
        assertThatThrownBy(() -> journal().read(RUN)).isInstanceOf(UnknownRunException.class);
        assertThatThrownBy(() -> journal().append(append(RUN, Head.EMPTY, "first")))
                .isInstanceOf(UnknownRunException.class);
        assertThatThrownBy(() -> journal().acquire(RUN, "node-1", Duration.ofSeconds(20)))
                .isInstanceOf(UnknownRunException.class);
        assertThat(journal().find(RUN)).isEmpty();
    }

    @Test
    default void a_writer_that_expects_an_older_head_is_refused_and_writes_nothing() {
        Head first = start(journal(), RUN);
        Head head = journal().append(append(RUN, first, "second"));

        assertThatThrownBy(() -> journal().append(append(RUN, first, "elsewhere")))
                .isInstanceOf(StaleHeadException.class)
                .hasMessageContaining("ends at event " + head);
        assertThat(journal().read(RUN).events()).isEqualTo(phases("first", "second"));
    }

    @Test
    default void of_many_writers_at_one_head_one_wins() throws Exception {
        Head first = start(journal(), RUN);

        List<Optional<Head>> results = atOnce(8, number -> journal().append(append(RUN, first, "by_" + number)));

        assertThat(results.stream().flatMap(Optional::stream)).hasSize(1);
        assertThat(journal().read(RUN).head().seq()).isEqualTo(2);
    }

    @Test
    default void an_engine_of_an_older_epoch_is_refused() {
        Head first = start(journal(), RUN);
        Lease old = journal().acquire(RUN, "node-1", Duration.ofSeconds(20));
        Lease current = journal().acquire(RUN, "node-1", Duration.ofSeconds(20));

        assertThatThrownBy(() -> journal().append(append(RUN, first, "zombie").fencedBy(old)))
                .isInstanceOf(FencedException.class)
                .hasMessageContaining("holds epoch 1, the run is at epoch 2");
        assertThat(journal()
                        .append(append(RUN, first, "second").fencedBy(current))
                        .seq())
                .isEqualTo(2);
    }

    @Test
    default void a_person_writes_without_a_lease_and_the_line_says_who_had_one() {
        Head first = start(journal(), RUN);
        Lease lease = journal().acquire(RUN, "node-1", Duration.ofSeconds(20));
        Head second = journal().append(append(RUN, first, "asked"));
        journal().append(append(RUN, second, "driven").fencedBy(lease));

        List<String> lines = journal().read(RUN).lines();

        assertThat(EventCodec.RUN_EVENTS.decode(lines.get(1)).envelope().epoch())
                .isEmpty();
        assertThat(EventCodec.RUN_EVENTS.decode(lines.get(2)).envelope().epoch())
                .hasValue(1);
    }

    @Test
    default void the_facts_move_with_the_events() {
        Head first = start(journal(), RUN);
        RunFacts parked = facts(RUN).moved("parked", Optional.of(Runs.START.plusSeconds(60)));
        Head second = journal().append(Append.of(first, parked, phases("second")));

        assertThat(journal().find(RUN)).contains(parked);
        RunFacts ended = parked.ended("succeeded", Runs.START.plusSeconds(90));
        journal().append(Append.of(second, ended, phases("third")));
        assertThat(journal().find(RUN)).contains(ended);
    }

    @Test
    default void runs_are_listed_newest_first_and_filtered() {
        RunFacts older = facts(RUN, "donations", "staging", true, Runs.START);
        RunFacts newer = facts(OTHER, "billing", "production", false, Runs.START.plusSeconds(1));
        journal().start(Append.of(Head.EMPTY, newer, phases("first")));
        journal().start(Append.of(Head.EMPTY, older, phases("first")));

        assertThat(journal().runs(RunFilter.ALL, 10)).containsExactly(newer, older);
        assertThat(journal().runs(RunFilter.ALL, 1)).containsExactly(newer);
        assertThat(journal().runs(RunFilter.ALL.of("donations").in("staging").open(), 10))
                .containsExactly(older);
        assertThat(journal().runs(RunFilter.ALL.endedRehearsals(), 10)).isEmpty();
    }

    @Test
    default void the_last_rehearsal_is_one_that_ended() {
        RunFacts rehearsal = facts(RUN, "donations", "staging", true, Runs.START);
        Head first = journal().start(Append.of(Head.EMPTY, rehearsal, phases("first")));
        assertThat(journal().lastRehearsal("donations")).isEmpty();

        RunFacts ended = rehearsal.ended("succeeded", Runs.START.plusSeconds(60));
        journal().append(Append.of(first, ended, phases("second")));

        assertThat(journal().lastRehearsal("donations")).contains(ended);
        assertThat(journal().lastRehearsal("donations", "staging")).contains(ended);
        assertThat(journal().lastRehearsal("donations", "production")).isEmpty();
    }

    @Test
    default void due_runs_are_those_whose_time_has_come() {
        Instant noon = Instant.parse("2026-12-01T12:00:00Z");
        journal().start(Append.of(Head.EMPTY, facts(RUN).moved("parked", Optional.of(noon)), phases("first")));
        journal()
                .start(Append.of(
                        Head.EMPTY, facts(OTHER).moved("parked", Optional.of(noon.minusSeconds(1))), phases("first")));

        assertThat(journal().due(noon.minusSeconds(2), 10)).isEmpty();
        assertThat(journal().due(noon.minusSeconds(1), 10)).containsExactly(OTHER);
        assertThat(journal().due(noon, 10)).containsExactly(OTHER, RUN);
        assertThat(journal().due(noon, 1)).containsExactly(OTHER);
    }

    @Test
    default void a_listener_is_told_of_a_write() {
        Head first = start(journal(), RUN);
        try (Changes changes = journal().changes()) {
            assertThat(changes.await(Duration.ofMillis(1))).isFalse();

            journal().append(append(RUN, first, "second"));

            assertThat(changes.await(Duration.ofSeconds(10))).isTrue();
        }
    }

    /** Calls from several threads; a refusal counts as absent, anything else fails. */
    static <T> List<Optional<T>> atOnce(int writers, IntFunction<T> call) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        try {
            List<Callable<Optional<T>>> calls = IntStream.range(0, writers)
                    .<Callable<Optional<T>>>mapToObj(number -> () -> {
                        try {
                            return Optional.of(call.apply(number));
                        } catch (StaleHeadException | LockHeldException | LeaseHeldException refused) {
                            return Optional.empty();
                        }
                    })
                    .toList();
            List<Optional<T>> results = new ArrayList<>();
            for (Future<Optional<T>> result : threads.invokeAll(calls)) {
                results.add(result.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
