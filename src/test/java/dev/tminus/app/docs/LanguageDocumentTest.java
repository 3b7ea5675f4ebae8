package dev.tminus.app.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.action.StepAction;
import dev.tminus.app.ShippedActions;
import dev.tminus.app.shell.RunAction;
import dev.tminus.app.shell.Supervisor;
import dev.tminus.book.ActionType;
import dev.tminus.book.Problem.Severity;
import dev.tminus.reader.Reading;
import dev.tminus.reader.Reference;
import dev.tminus.reader.RunbookReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What users read about the language is true. {@code -Dtminus.docs=write} writes the tables anew. */
class LanguageDocumentTest {
    @TempDir
    static Path folder;

    private static List<ActionType> types() {
        try (Supervisor supervisor = new Supervisor(folder, Map.of())) {
            return ShippedActions.all(new RunAction(supervisor), InstantSource.system()).stream()
                    .map(StepAction::type)
                    .toList();
        }
    }

    @Test
    void the_tables_of_the_reference_say_what_validation_says() throws IOException {
        GeneratedParts reference = new GeneratedParts("language.md");

        String wanted = reference.with(Reference.tables(types()));

        assertThat(reference.text()).isEqualTo(wanted);
    }

    static Stream<Example> examples() throws IOException {
        List<Path> documents = new ArrayList<>(List.of(Path.of("../README.md")));
        try (Stream<Path> docs = Files.walk(Path.of("../docs"))) {
            docs.filter(file -> file.toString().endsWith(".md")).sorted().forEach(documents::add);
        }
        List<Example> examples = new ArrayList<>();
        for (Path document : documents) {
            Example.in(document.getFileName().toString(), Files.readString(document))
                    .forEach(examples::add);
        }
        return examples.stream();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void every_example_is_valid(Example example) {
        Reading reading = new RunbookReader(types())
                .read(example.toString(), example.runbook(), path -> Optional.of("0".repeat(64)));

        assertThat(reading.problems()).as(reading.report()).noneMatch(problem -> problem.severity() == Severity.ERROR);
    }
}
