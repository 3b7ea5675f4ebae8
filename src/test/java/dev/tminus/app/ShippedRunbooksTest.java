package dev.tminus.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.action.StepAction;
import dev.tminus.app.shell.RunAction;
import dev.tminus.app.shell.Supervisor;
import dev.tminus.book.Runbook;
import dev.tminus.reader.Reading;
import dev.tminus.reader.RunbookReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every runbook that ships, read with the actions that ship. */
class ShippedRunbooksTest {

    private static final Path RUNBOOKS = Path.of("../runbooks");

    @TempDir
    Path folder;

    private Supervisor supervisor;
    private RunbookReader reader;

    @BeforeEach
    void reader() {
        supervisor = new Supervisor(folder, Map.of());
        List<StepAction> actions = ShippedActions.all(new RunAction(supervisor), InstantSource.system());
        reader = new RunbookReader(actions.stream().map(StepAction::type).toList());
    }

    @AfterEach
    void close() {
        supervisor.close();
    }

    @Test
    void every_runbook_is_read_without_an_error_or_a_warning() throws Exception {
        for (Path file : runbooks()) {
            Reading reading = reader.read(file);

            assertThat(reading.report()).as(file.toString()).isEmpty();
            assertThat(reading.runbook()).as(file.toString()).isPresent();
        }
    }

    @Test
    void the_donations_runbook_has_the_phases_and_the_scenarios_of_the_guide() {
        Runbook runbook = reader.read(RUNBOOKS.resolve("donations/donations.runbook.yaml"))
                .runbook()
                .orElseThrow();

        assertThat(runbook.phases())
                .extracting(phase -> phase.id())
                .containsExactly("week_before", "day_before", "during", "hour_after", "week_after");
        assertThat(runbook.rollbacks()).containsOnlyKeys("failed_midway", "app_broken", "slow");
    }

    @Test
    void the_guides_four_environments_ship() throws Exception {
        assertThat(runbooks())
                .extracting(file -> file.getFileName().toString())
                .contains(
                        "development.runbook.yaml",
                        "test.runbook.yaml",
                        "staging.runbook.yaml",
                        "donations.runbook.yaml");
    }

    private static List<Path> runbooks() throws IOException {
        try (Stream<Path> files = Files.walk(RUNBOOKS)) {
            return files.filter(file -> file.toString().endsWith(".runbook.yaml"))
                    .sorted()
                    .toList();
        }
    }
}
