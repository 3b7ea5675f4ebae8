package dev.tminus.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tminus.action.Actions;
import dev.tminus.book.Plan;
import dev.tminus.journal.FencedException;
import dev.tminus.journal.JournalException;
import dev.tminus.journal.postgres.JournalAddress;
import dev.tminus.journal.postgres.PostgresJournal;
import dev.tminus.journal.postgres.TestDatabases;
import dev.tminus.run.RunEvent;
import dev.tminus.run.RunId;
import dev.tminus.run.RunState;
import dev.tminus.run.RunStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several engines on one run, on PostgreSQL: one owner at a time, whoever dies. */
class EnginesTogetherTest {

    private static final Duration LEASE = Duration.ofMillis(100);
    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final int ROUNDS = 50;
    private static final String BOOK = Bed.book("""
            phases:
              - id: only
                steps:
                  - { id: a, test.checked: a }
                  - { id: b, for_each: [1, 2, 3], as: n, parallel: true, test.checked: "b${{ n }}" }
                  - { id: c, test.checked: c }
                  - { id: d, test.checked: d }
                  - { id: e, test.checked: e }
            """);

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 10})
    void engines_that_die_and_compete_do_everything_once(int engines) throws Exception {
        List<PostgresJournal> journals = open(TestDatabases.journal(), engines);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                World world = new World();
                RunId run = start(journals.get(0), world);

                List<RunEvent> events = compete(journals, world, run, new Random(31L * engines + round));

                assertThat(world.names()).containsExactlyInAnyOrder("a", "b1", "b2", "b3", "c", "d", "e");
                assertThat(RunState.of(events).status()).isEqualTo(RunStatus.SUCCEEDED);
                assertThat(events.stream().filter(RunEvent.RunEnded.class::isInstance))
                        .hasSize(1);
            }
        } finally {
            journals.forEach(PostgresJournal::close);
        }
    }

    /** A connection for each engine, for all rounds: to connect takes longer than a round. */
    private static List<PostgresJournal> open(JournalAddress address, int engines) {
        return Stream.generate(() -> PostgresJournal.open(address, InstantSource.system()))
                .limit(engines)
                .toList();
    }

    private static RunId start(PostgresJournal journal, World world) {
        Plan plan = Bed.plan(BOOK, "production");
        RunId run = RunId.random(Instant.now());
        engine(MortalJournal.immortal(journal), world, new ByHand(), "starter").start(plan, Bed.arguments(run));
        return run;
    }

    private static List<RunEvent> compete(List<PostgresJournal> journals, World world, RunId run, Random random)
            throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(journals.size());
        try {
            List<Callable<Integer>> all = new ArrayList<>();
            for (int i = 0; i < journals.size(); i++) {
                String name = "node-" + i;
                int diesAt = i == 0 ? Integer.MAX_VALUE : 1 + random.nextInt(6);
                MortalJournal journal = new MortalJournal(journals.get(i), diesAt, random.nextBoolean());
                all.add(() -> live(journal, world, run, name));
            }
            for (Future<Integer> life : threads.invokeAll(all)) {
                assertThat(life.get()).isNotNegative();
            }
            return journals.get(0).read(run).events();
        } finally {
            threads.shutdownNow();
        }
    }

    /** One engine's life: it takes the run whenever it can, until the run has ended or it dies. */
    private static int live(MortalJournal journal, World world, RunId run, String name) {
        ByHand hands = new ByHand();
        Engine engine = engine(journal, world, hands, name);
        int owned = 0;
        try {
            while (!RunState.of(journal.read(run).events()).status().isEnd()) {
                try (Drive drive = engine.take(run)) {
                    owned++;
                    // One turn and away with it, so that the others have their chance.
                    drive.turn();
                    hands.runAll();
                    drive.turn();
                } catch (JournalException refused) {
                    LockSupport.parkNanos(PAUSE.toNanos()); // the lease is another's
                }
            }
        } catch (MortalJournal.Halt killed) {
            hands.shutdownNow();
        }
        return owned;
    }

    private static Engine engine(MortalJournal journal, World world, ByHand hands, String holder) {
        EngineSettings settings =
                new EngineSettings(holder, InstantSource.system(), Path.of("target", "bed"), LEASE, 64, "test");
        return new Engine(
                journal, Bed.PLANS, new Actions(ScriptedAction.all(world)), (secret, how) -> "x", settings, hands);
    }

    @Test
    void an_engine_that_was_frozen_through_a_take_over_writes_nothing_when_it_wakes() {
        Bed bed = Bed.of("- { id: a, test.do: a }\n- { id: b, test.do: b }\n");
        Drive frozen = bed.drive();
        frozen.turn();
        bed.threads.runAll();
        bed.takeOver();
        bed.turn();
        List<RunEvent> before = bed.events();

        assertThatThrownBy(frozen::turn).isInstanceOf(FencedException.class);

        assertThat(bed.events()).isEqualTo(before);
    }

    @Test
    void killed_at_a_commit_on_postgresql_a_second_engine_finishes_with_the_same_effects() {
        Plan plan = Bed.plan(EveryFeature.BOOK, "production");
        try (PostgresJournal journal = PostgresJournal.open(TestDatabases.journal(), InstantSource.system())) {
            Voyage calm = voyage(plan, journal);
            calm.undisturbed();
            for (int n = 1; n <= calm.commits(); n += 12) {
                Voyage cut = voyage(plan, journal);
                cut.killedAt(n, n % 2 == 0);
                cut.checkAgainst(calm, "killed at commit " + n);
            }
        }
    }

    private static Voyage voyage(Plan plan, PostgresJournal journal) {
        return new Voyage(plan, journal, new SettableClock(Bed.START), "back", false);
    }
}
