package dev.tminus.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.action.StepAction;
import dev.tminus.app.http.HttpAction;
import dev.tminus.app.postgres.activity.ActivityAction;
import dev.tminus.app.postgres.activity.DrainAction;
import dev.tminus.app.postgres.backup.DumpAction;
import dev.tminus.app.postgres.backup.RestoreAction;
import dev.tminus.app.postgres.backup.RestoreTestAction;
import dev.tminus.app.postgres.catalog.AnalyzeAction;
import dev.tminus.app.postgres.cleanup.CleanupAction;
import dev.tminus.app.postgres.compare.SchemaAction;
import dev.tminus.app.postgres.migrate.MigrateAction;
import dev.tminus.app.postgres.preflight.PreflightAction;
import dev.tminus.app.postgres.sql.SqlAction;
import dev.tminus.reader.RunbookReader;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the actions declare about themselves holds for the runbook reader. */
class ActionExamplesTest {

    static Stream<StepAction> actions() {
        return Stream.of(
                new SqlAction(),
                new HttpAction(),
                new AnalyzeAction(),
                new PreflightAction(),
                new ActivityAction(),
                new DrainAction(),
                new CleanupAction(),
                new DumpAction(),
                new RestoreTestAction(),
                new RestoreAction(),
                new SchemaAction(),
                new MigrateAction(InstantSource.system()));
    }

    @ParameterizedTest
    @MethodSource("actions")
    void the_example_of_an_action_is_a_valid_step(StepAction action) {
        assertThat(problems(action, action.type().example())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("actions")
    void the_example_of_every_key_is_valid_too(StepAction action) {
        assertThat(action.type().keys()).allSatisfy(key -> {
            String example = key.help().replaceAll("(?s).*Example: ", "").replaceAll("\\$\\{\\{[^}]*}}", "x");
            assertThat(example).startsWith(key.name() + ": ");

            List<String> others = action.type().keys().stream()
                    .filter(other -> other.required() && !other.name().equals(key.name()))
                    .map(other -> other.help().replaceAll("(?s).*Example: ", ""))
                    .toList();
            // Of these two sql needs one, whatever else is said.
            String text = action.type().name().equals("sql")
                            && !Set.of("text", "file").contains(key.name())
                    ? "\n  text: select 1"
                    : "";
            String step = action.type().name() + ":\n  " + String.join("\n  ", others) + text + "\n  " + example;
            assertThat(problems(action, step)).isEmpty();
        });
    }

    private static String problems(StepAction action, String step) {
        String runbook = """
                runbook: v1
                id: example
                name: Example
                owner: team
                connections: { main: { url: "postgresql://localhost/x" } }
                phases:
                  - id: only
                    name: Only
                    steps:
                      - id: apply
                        manual: An earlier step, for keys that name one.
                      - id: step
                        name: Step
                """ + step.strip().indent(8);
        return new RunbookReader(List.of(action.type()))
                .read("example.yaml", runbook, path -> Optional.of("0".repeat(64)))
                .report();
    }
}
