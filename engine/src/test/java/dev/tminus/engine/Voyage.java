package dev.tminus.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.book.Plan;
import dev.tminus.journal.Journal;
import dev.tminus.run.Asked;
import dev.tminus.run.Checklist;
import dev.tminus.run.RunEvent;
import dev.tminus.run.RunId;
import dev.tminus.run.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** One run from its start to its end, through as many engines as it takes. */
final class Voyage {

    private static final int TURNS = 2000;
    private static final Duration A_LITTLE = Duration.ofMillis(20);

    private final Plan plan;
    private final Journal journal;
    private final SettableClock clock;
    private final World world = new World();
    private final Crew crew;
    private final RunId run;
    private int commits;

    Voyage(Plan plan, Journal journal, SettableClock clock, String way, boolean careless) {
        this.plan = plan;
        this.journal = journal;
        this.clock = clock;
        this.crew = new Crew(world, way, careless);
        this.run = RunId.random(clock.instant());
        engine(journal, new ByHand()).start(plan, Bed.arguments(run));
    }

    int commits() {
        return commits;
    }

    RunState undisturbed() {
        MortalJournal mine = MortalJournal.immortal(journal);
        sail(mine);
        commits = mine.commits();
        return RunState.of(journal.read(run).events());
    }

    void killedAt(int n, boolean afterwards) {
        sail(new MortalJournal(journal, n, afterwards));
        sail(MortalJournal.immortal(journal));
    }

    void killedOften(Random random) {
        for (int lives = 0; lives < 60; lives++) {
            MortalJournal mine = new MortalJournal(journal, 1 + random.nextInt(12), random.nextBoolean());
            sail(mine);
            if (!mine.isDead()) {
                return;
            }
        }
        sail(MortalJournal.immortal(journal));
    }

    private Engine engine(Journal through, ByHand threads) {
        return Bed.engine(through, world, clock, threads, "node");
    }

    /** Drives the run as one process until it ends or the process dies. */
    private void sail(MortalJournal mine) {
        ByHand threads = new ByHand();
        Engine people = engine(journal, new ByHand());
        try (Drive drive = engine(mine, threads).take(run)) {
            for (int turns = 0; turns < TURNS; turns++) {
                drive.refresh();
                Turn turn = drive.turn();
                if (turn.ended()) {
                    return;
                }
                if (threads.waiting() > 0) {
                    threads.runAll();
                } else if (!answered(people, drive) && drive.inFlight() == 0) {
                    Instant due = turn.wakeAt()
                            .orElseThrow(() -> new AssertionError("nothing moves: "
                                    + Checklist.of(plan, drive.state(), clock.instant())
                                            .waiting()
                                    + " " + last()));
                    // A journal's server may be found behind this clock, on a busy machine by more than a little: on it
                    // goes.
                    clock.set(latest(due, clock.instant()).plus(A_LITTLE));
                }
            }
            throw new AssertionError("the run does not end: " + last());
        } catch (MortalJournal.Halt killed) {
            threads.shutdownNow();
        }
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private boolean answered(Engine people, Drive drive) {
        List<Asked> waiting =
                Checklist.of(drive.plan(), drive.state(), clock.instant()).waiting();
        return crew.answer(people, drive.state(), waiting);
    }

    private List<RunEvent> last() {
        List<RunEvent> events = journal.read(run).events();
        return events.subList(Math.max(0, events.size() - 8), events.size());
    }

    void checkAgainst(Voyage calm, String how) {
        List<RunEvent> events = journal.read(run).events();
        assertThat(world.names()).as(how).containsExactlyInAnyOrderElementsOf(calm.world.names());
        assertThat(RunState.of(events).status())
                .as(how)
                .isEqualTo(RunState.of(calm.journal.read(calm.run).events()).status());
        checkOrder(events, how);
        checkRepeatsAreSaid(how);
    }

    /** Every effect was announced, no attempt began or ended twice, nothing follows the end. */
    private void checkOrder(List<RunEvent> events, String how) {
        Set<String> begun = new HashSet<>();
        Set<String> ended = new HashSet<>();
        long epoch = 0;
        for (RunEvent event : events) {
            if (event instanceof RunEvent.StepStarted started) {
                assertThat(begun.add(started.step() + " " + started.attempt()))
                        .as("%s: %s begins twice", how, started)
                        .isTrue();
            } else if (event instanceof RunEvent.StepSucceeded done) {
                assertThat(ended.add(done.step() + " " + done.attempt()))
                        .as("%s: %s ends twice", how, done)
                        .isTrue();
            } else if (event instanceof RunEvent.EngineActivated active) {
                assertThat(active.epoch()).as(how).isGreaterThan(epoch);
                epoch = active.epoch();
            }
        }
        assertThat(events.get(events.size() - 1)).as(how).isInstanceOf(RunEvent.RunEnded.class);
        world.effects()
                .forEach(effect -> assertThat(begun)
                        .as("%s: %s was not announced", how, effect)
                        .contains(effect.step() + " " + effect.attempt()));
    }

    /** An effect of the same step twice needs an event that says so. */
    void checkRepeatsAreSaid(String how) {
        List<RunEvent> events = journal.read(run).events();
        world.effects().stream().map(World.Effect::step).distinct().forEach(step -> {
            long done = world.effects().stream()
                    .filter(effect -> effect.step().equals(step))
                    .count();
            long said = events.stream().filter(event -> saysAgain(event, step)).count();
            boolean undo = step.contains("~undo[");
            assertThat(done).as("%s: effects of %s", how, step).isLessThanOrEqualTo(said + (undo ? 0 : 1));
        });
        assertThat(RunState.of(events).status().isEnd()).as(how).isTrue();
    }

    private static boolean saysAgain(RunEvent event, String step) {
        if (event instanceof RunEvent.StepCleared cleared) {
            return cleared.step().equals(step);
        }
        if (event instanceof RunEvent.RetryAsked retry) {
            return retry.step().equals(step);
        }
        return event instanceof RunEvent.UndoStarted undo && step.startsWith(undo.step() + "~");
    }
}
