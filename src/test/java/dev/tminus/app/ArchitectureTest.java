package dev.tminus.app;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The arrows of docs/development.md, read from the imports of the sources. */
class ArchitectureTest {

    private static final Pattern IMPORT =
            Pattern.compile("^import (?:static )?([\\w.]+?)\\.(?:[A-Z]\\w*|\\*)", Pattern.MULTILINE);

    private final List<Source> sources = Stream.of("../engine/src/main/java", "main/java")
            .flatMap(root -> sourcesUnder(Path.of(root)))
            .toList();

    @Test
    void book_forecast_and_run_use_the_jdk_alone() {
        assertThat(importsOf(within("dev.tminus.book")))
                .isNotEmpty()
                .allMatch(name -> name.startsWith("java.") || name.equals("org.jspecify.annotations"));
        assertThat(importsOf(within("dev.tminus.forecast")))
                .isNotEmpty()
                .allMatch(name -> name.startsWith("java.")
                        || Set.of("org.jspecify.annotations", "dev.tminus.book").contains(name));
        assertThat(importsOf(within("dev.tminus.run")))
                .isNotEmpty()
                .allMatch(name -> name.startsWith("java.")
                        || Set.of("org.jspecify.annotations", "dev.tminus.book", "dev.tminus.forecast")
                                .contains(name));
    }

    @Test
    void book_forecast_and_run_read_no_clock_environment_or_file() {
        Pattern outside = Pattern.compile(
                "\\b[A-Z]\\w*\\.now\\(\\)|\\bSystem\\.(?!lineSeparator)|java\\.(io|net|sql|nio\\.file)\\.");

        assertThat(sources)
                .filteredOn(source -> Set.of("dev.tminus.book", "dev.tminus.forecast", "dev.tminus.run")
                        .contains(source.folder()))
                .isNotEmpty()
                .noneMatch(source -> outside.matcher(source.text()).find());
    }

    @Test
    void what_is_drawn_below_knows_nothing_of_what_is_drawn_above() {
        Map<String, List<String>> above = Map.of(
                "dev.tminus.run", List.of("journal", "action", "notice", "engine", "app", "reader"),
                "dev.tminus.journal", List.of("engine", "app", "reader", "action", "journal.postgres"),
                "dev.tminus.journal.postgres", List.of("engine", "app", "reader", "action"),
                "dev.tminus.action", List.of("journal", "notice", "engine", "app"),
                "dev.tminus.notice", List.of("engine", "app", "action"),
                "dev.tminus.engine", List.of("app", "reader", "journal.postgres"),
                "dev.tminus.reader", List.of("run", "journal", "action", "notice", "engine", "app"));

        above.forEach((below, names) -> assertThat(importsOf(below::equals))
                .as(below)
                .isNotEmpty()
                .noneMatch(name -> names.stream()
                                .anyMatch(top -> within("dev.tminus." + top).test(name))
                        && !within(below).test(name)));
    }

    @Test
    void a_library_is_known_to_one_package() {
        assertThat(packagesThatImport("com.fasterxml.jackson.dataformat.yaml", "org.yaml", "dev.cel"))
                .isNotEmpty()
                .allMatch(within("dev.tminus.reader"));
        assertThat(packagesThatImport("org.jooq", "org.flywaydb", "com.github.kagkarlsson"))
                .isNotEmpty()
                .allMatch(within("dev.tminus.journal.postgres"));
        assertThat(packagesThatImport("picocli", "org.jline")).isNotEmpty().allMatch(within("dev.tminus.app.cli"));
    }

    @Test
    void packages_of_the_application_do_not_know_each_other() {
        Predicate<String> part = name -> name.startsWith("dev.tminus.app.");

        assertThat(sources)
                .filteredOn(source -> part.test(source.folder()))
                .isNotEmpty()
                .allSatisfy(source -> assertThat(source.imports())
                        .noneMatch(name -> within("dev.tminus.app").test(name)
                                && !partOf(name).equals(partOf(source.folder()))));
    }

    @Test
    void no_two_packages_need_each_other() {
        Map<String, Set<String>> open = new TreeMap<>();
        sources.stream().collect(groupingBy(Source::folder)).forEach((folder, files) -> {
            Set<String> needs = new TreeSet<>(importsOf(folder::equals));
            needs.removeIf(name -> name.equals(folder) || !within("dev.tminus").test(name));
            open.put(folder, needs);
        });

        while (open.values().removeIf(needs -> needs.stream().noneMatch(open::containsKey))) {
            // What needs nothing that is still open is in no circle.
        }
        assertThat(open).isEmpty();
    }

    @Test
    void names_say_what_a_class_is() {
        assertThat(sources)
                .extracting(source -> source.file().getFileName().toString())
                .noneMatch(name -> name.matches(".*(Utils?|Manager|Helper|Impl|Processor)\\.java"));
    }

    @Test
    void every_package_says_that_null_is_marked() {
        assertThat(sources)
                .extracting(source -> source.file().resolveSibling("package-info.java"))
                .allSatisfy(info -> assertThat(info).content().contains("@NullMarked"));
    }

    private List<String> importsOf(Predicate<String> folder) {
        return sources.stream()
                .filter(source -> folder.test(source.folder()))
                .flatMap(source -> source.imports().stream())
                .toList();
    }

    private List<String> packagesThatImport(String... libraries) {
        return sources.stream()
                .filter(source -> source.imports().stream()
                        .anyMatch(name -> Stream.of(libraries)
                                .anyMatch(library -> within(library).test(name))))
                .map(Source::folder)
                .distinct()
                .toList();
    }

    private static Predicate<String> within(String name) {
        return other -> other.equals(name) || other.startsWith(name + ".");
    }

    /** {@code dev.tminus.app.cli} of {@code dev.tminus.app.cli.terminal}. */
    private static String partOf(String name) {
        return Stream.of(name.split("\\.", -1))
                .limit(4)
                .reduce((left, right) -> left + "." + right)
                .orElseThrow();
    }

    private static Stream<Source> sourcesUnder(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files
                    .filter(file -> file.toString().endsWith(".java"))
                    .map(file -> Source.read(root, file))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Source(Path file, String folder, String text, List<String> imports) {

        static Source read(Path root, Path file) {
            try {
                String text = Files.readString(file);
                String folder = root.relativize(file.getParent()).toString().replace('/', '.');
                return new Source(
                        file,
                        folder,
                        text,
                        IMPORT.matcher(text)
                                .results()
                                .map(found -> found.group(1))
                                .toList());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String toString() {
            return file.toString();
        }
    }
}
