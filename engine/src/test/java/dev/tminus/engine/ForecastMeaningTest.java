package dev.tminus.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.action.Actions;
import dev.tminus.book.Plan;
import dev.tminus.book.Values;
import dev.tminus.forecast.StepForecast;
import dev.tminus.forecast.TableSize;
import dev.tminus.forecast.Tables;
import dev.tminus.journal.Append;
import dev.tminus.journal.Head;
import dev.tminus.journal.InMemoryJournal;
import dev.tminus.journal.Journal;
import dev.tminus.run.Checklist;
import dev.tminus.run.Estimates;
import dev.tminus.run.RunEvent;
import dev.tminus.run.RunId;
import dev.tminus.run.RunState;
import dev.tminus.run.RunStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a run is expected to take, from the runs before it. */
class ForecastMeaningTest {

    private static final String BOOK = Bed.book("""
            phases: [{ id: only, steps: [
              { id: apply, test.do: x },
              { id: restart, estimate: 2m, test.do: y } ] }]
            rollbacks: [{ id: back, name: Back, loses: nothing, undo: true, estimate: 20m, steps: [{ id: end, test.do: z }] }]
            """);

    private final SettableClock clock = new SettableClock(Bed.START);
    private final Journal journal = new InMemoryJournal(clock);
    private final World world = new World();
    private final ExecutorService threads = Executors.newSingleThreadExecutor();
    private final Engine engine = new Engine(
            journal,
            Bed.PLANS,
            new Actions(ScriptedAction.all(world)),
            (secret, how) -> "hunter2",
            new EngineSettings("first", clock, Path.of("/tmp"), Duration.ofHours(9), 64, "test"),
            threads);
    private int runs;

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private static Tables tables(long bytes) {
        return new Tables(Map.of("public.gifts", new TableSize(bytes, bytes / 10, 0)), 0);
    }

    private static Values measured(long bytes, Duration took) {
        Map<String, Object> footprint = Map.of(
                "statement",
                "alter table gifts alter amount type bigint",
                "took",
                took,
                "wal_bytes",
                50L,
                "rewrites",
                List.of(Map.of("relation", "public.gifts", "kind", "table")));
        return Values.of("footprints", List.of(footprint))
                .and(Tables.FIELD, tables(bytes).values().map());
    }

    /** A run that ended well: each step so many seconds. */
    private void past(String environment, int applySeconds, int restartSeconds, Values result) {
        Plan plan = Bed.plan(BOOK, environment);
        RunId run = new RunId("r-20261201-past" + runs++);
        Instant at = clock.instant();
        RunEvent.RunStarted bare = engine.preview(plan, Bed.arguments(run), at).start();
        RunEvent.RunStarted start = bare.expecting(engine.forecast(plan, RunState.of(List.of(bare))));
        Instant applied = at.plusSeconds(applySeconds);
        Instant end = applied.plusSeconds(restartSeconds);
        List<RunEvent> events = List.of(
                start,
                began(at, "apply"),
                ended(applied, "apply", result),
                began(applied, "restart"),
                ended(end, "restart", Values.NONE),
                new RunEvent.RunEnded(end, RunStatus.SUCCEEDED, List.of()));
        journal.start(Append.of(Head.EMPTY, Facts.of(plan, RunState.of(events), end, false, Optional.empty()), events));
        clock.pass(Duration.ofHours(1));
    }

    private static RunEvent began(Instant at, String step) {
        return new RunEvent.StepStarted(at, step, 1, Values.NONE, List.of(), Optional.empty(), Optional.empty());
    }

    private static RunEvent ended(Instant at, String step, Values result) {
        return new RunEvent.StepSucceeded(at, step, 1, result, Values.NONE, Values.NONE, Optional.empty(), List.of());
    }

    private RunState next() {
        Plan plan = Bed.plan(BOOK, "production");
        RunState bare = engine.preview(plan, Bed.arguments(new RunId("r-20261201-next")), clock.instant());
        return RunState.of(List.of(bare.start().expecting(engine.forecast(plan, bare))));
    }

    private StepForecast forecast(String step) {
        return Estimates.fixed(next()).find(step).orElseThrow();
    }

    @Test
    void a_step_is_expected_to_take_longer_by_what_its_table_is_larger_here() {
        past("staging", 10, 1, measured(1_000, Duration.ofSeconds(10)));
        world.holds(tables(4_000).values());

        assertThat(forecast("apply").basis()).isEqualTo(StepForecast.Basis.SCALED);
        assertThat(forecast("apply").time().expected()).isEqualTo(Duration.ofSeconds(40));
        assertThat(forecast("apply").walBytes()).isEqualTo(200);
    }

    @Test
    void where_the_tables_are_not_known_a_step_takes_as_long_as_rehearsed() {
        past("staging", 10, 1, measured(1_000, Duration.ofSeconds(10)));

        assertThat(forecast("apply").basis()).isEqualTo(StepForecast.Basis.REHEARSED);
        assertThat(forecast("apply").time().expected()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void what_the_runbook_says_counts_for_more_than_a_rehearsal_elsewhere() {
        past("staging", 10, 1, Values.NONE);

        assertThat(forecast("restart").basis()).isEqualTo(StepForecast.Basis.WRITTEN);
        assertThat(forecast("restart").time().expected()).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void a_run_for_real_calibrates_the_next() {
        past("staging", 10, 1, Values.NONE);
        past("production", 15, 240, Values.NONE);

        assertThat(forecast("apply").percent()).isEqualTo(150);
        assertThat(forecast("restart").time().expected()).isEqualTo(Duration.ofMinutes(4));
        past("production", 15, 240, Values.NONE);
        assertThat(forecast("apply").percent()).isEqualTo(150);
    }

    @Test
    void two_rehearsals_of_different_size_tell_the_fixed_part() {
        past("staging", 3, 1, measured(1_000, Duration.ofSeconds(3)));
        past("staging", 4, 1, measured(2_000, Duration.ofSeconds(4)));
        world.holds(tables(10_000).values());

        assertThat(forecast("apply").time().expected()).isEqualTo(Duration.ofSeconds(12));
    }

    @Test
    void the_way_back_must_begin_early_enough_to_take_its_time() {
        RunState run = next();

        Checklist checklist = Checklist.of(Bed.plan(BOOK, "production"), run, clock.instant());

        assertThat(checklist.latestRollbackAt()).contains(Bed.WINDOW.ends().minus(Duration.ofMinutes(30)));
        assertThat(checklist.endsAt()).contains(clock.instant().plus(Duration.ofMinutes(2)));
        assertThat(checklist.endsBy()).contains(clock.instant().plus(Duration.ofMinutes(3)));
    }
}
