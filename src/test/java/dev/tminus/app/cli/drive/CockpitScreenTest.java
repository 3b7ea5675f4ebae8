package dev.tminus.app.cli.drive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.action.Actions;
import dev.tminus.app.http.HttpAction;
import dev.tminus.book.Plan;
import dev.tminus.book.Values;
import dev.tminus.reader.PlanText;
import dev.tminus.reader.Reading;
import dev.tminus.reader.RunbookReader;
import dev.tminus.run.Actor;
import dev.tminus.run.Checklist;
import dev.tminus.run.RunEvent;
import dev.tminus.run.RunState;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CockpitScreenTest {

    private static final Instant START = Instant.parse("2026-12-01T01:00:00Z");
    private static final String RUNBOOK = """
            runbook: v1
            id: small
            name: Small
            owner: team
            environments:
              production: {}
            phases:
              - id: during
                name: During
                steps:
                  - id: close_site
                    name: Close the site
                    http: { post: https://ops.example.org/close }
                    undo: { http: { post: https://ops.example.org/open } }
                  - id: migrate
                    name: Migrate
                    http: { post: https://ops.example.org/migrate }
                    estimate: 2m
                  - id: check_it
                    name: Check it
                    http: { get: https://ops.example.org/check }
            rollbacks:
              - id: back
                name: Back
                loses: every write since the backup
                undo: true
                estimate: 4m
                steps: []
            """;

    private final Plan plan = plan();

    private static Plan plan() {
        Reading reading = new RunbookReader(new Actions(List.of(new HttpAction())).types())
                .read("small.runbook.yaml", RUNBOOK, path -> Optional.empty());
        return PlanText.bind(
                reading.runbook().orElseThrow(() -> new AssertionError(reading.report())), "production", Values.NONE);
    }

    private static RunEvent started(String step, int second) {
        return new RunEvent.StepStarted(
                START.plusSeconds(second), step, 1, Values.NONE, List.of(), Optional.empty(), Optional.empty());
    }

    private RunState migrating() {
        List<RunEvent> events = new ArrayList<>();
        events.add(new RunEvent.RunStarted(
                START,
                "r-1",
                "small",
                "Small",
                "stamp",
                "production",
                false,
                Actor.cli("alice"),
                plan.text(),
                plan.digest(),
                plan.runbook().digest(),
                Optional.of("2026-12-01T01:00[UTC]/PT1H"),
                Values.NONE,
                Map.of(),
                Optional.empty(),
                List.of(),
                "/",
                "test",
                Optional.empty()));
        events.add(new RunEvent.PhaseStarted(START, "during"));
        events.add(started("close_site", 0));
        events.add(new RunEvent.StepSucceeded(
                START.plusSeconds(5),
                "close_site",
                1,
                Values.NONE,
                Values.NONE,
                Values.of("1", Map.of()),
                Optional.empty(),
                List.of()));
        events.add(started("migrate", 5));
        return RunState.of(events);
    }

    private List<String> lines(int width) {
        return lines(width, 50);
    }

    private List<String> lines(int width, int rows) {
        Checklist checklist = Checklist.of(plan, migrating(), START.plusSeconds(65));
        Map<String, List<String>> output = Map.of("migrate", List.of("one", "two", "three", "\u001b[31mfour"));
        return new CockpitScreen(ZoneOffset.UTC, new CockpitScreen.Size(width, rows), false).lines(checklist, output);
    }

    @Test
    void it_says_what_runs_for_how_long_and_what_it_printed_last() {
        assertThat(lines(120))
                .anyMatch(line -> line.startsWith("PRODUCTION production"))
                .anyMatch(line -> line.contains("[during 1 of 3]"))
                .anyMatch(line -> line.contains("runs migrate  Migrate  1m of about 2m [########........]"))
                .anyMatch(line -> line.contains("| three"))
                .noneMatch(line -> line.contains("| one"))
                .anyMatch(line -> line.contains("next check_it"));
    }

    @Test
    void it_says_what_going_back_costs_and_when_it_must_begin() {
        assertThat(lines(120))
                .anyMatch(
                        line -> line.contains("back: about 4m; undoes close_site; loses: every write since the backup"))
                .anyMatch(line -> line.contains("01:54:00 UTC"))
                .anyMatch(line -> line.contains("if nobody acts"));
    }

    @Test
    void no_line_is_wider_than_the_terminal_and_no_escape_passes() {
        assertThat(lines(60)).allMatch(line -> line.length() < 60).noneMatch(line -> line.contains("\u001b"));
    }

    @Test
    void it_is_never_higher_than_the_terminal_and_keeps_what_matters_most() {
        assertThat(lines(120, 24)).hasSizeGreaterThan(10);
        for (int rows = 10; rows < 24; rows++) {
            assertThat(lines(120, rows)).hasSizeLessThanOrEqualTo(rows - 2);
        }
        assertThat(lines(120, 12)).anyMatch(line -> line.contains("runs migrate"));
        assertThat(lines(120, 12)).anyMatch(line -> line.contains("if you go back"));
    }
}
