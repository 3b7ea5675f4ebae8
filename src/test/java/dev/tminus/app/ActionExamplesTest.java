package dev.tminus.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.action.StepAction;
import dev.tminus.app.http.HttpAction;
import dev.tminus.app.shell.RunAction;
import dev.tminus.app.shell.Supervisor;
import dev.tminus.reader.RunbookReader;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the actions declare about themselves holds for the runbook reader. */
class ActionExamplesTest {

    @TempDir
    static Path folder;

    /** All but {@code run}, whose own form and secrets stand in the examples of the language. */
    static Stream<StepAction> actions() {
        try (Supervisor supervisor = new Supervisor(folder, Map.of())) {
            return ShippedActions.all(new RunAction(supervisor), InstantSource.system()).stream()
                    .filter(action -> !(action instanceof RunAction));
        }
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
            // Of some keys an action needs one, whatever else is said.
            String text = action.type().choices().stream()
                    .filter(choice -> !choice.contains(key.name()))
                    .map(choice -> "\n  %s: select 1".formatted(choice.get(0)))
                    .collect(Collectors.joining());
            String step = action.type().name() + ":\n  " + String.join("\n  ", others) + text + "\n  " + example;
            assertThat(problems(action, step)).isEmpty();
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http: { timeout: 5s }                      | error[TM105]: this `http` has none of `get`, `post`",
                "http: { get: \"http://h\", post: \"http://h\" } | error[TM119]: `get` and `post` exclude each other",
                "http: http://h                             | ''"
            })
    void a_request_has_exactly_one_method(String step, String problem) {
        String found = problems(new HttpAction(), step);

        assertThat(found).contains(problem);
        assertThat(found.isEmpty()).isEqualTo(problem.isEmpty());
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
