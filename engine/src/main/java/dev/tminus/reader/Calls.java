package dev.tminus.reader;

import static dev.cel.runtime.CelFunctionBinding.fromOverloads;

import com.google.re2j.Matcher;
import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelOptionalLibrary;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelStandardFunctions;
import dev.cel.runtime.CelStandardFunctions.StandardFunction;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the functions of {@link CelFunctions} do: CEL's runtime, with our functions and our words where they refuse. */
@SuppressWarnings("Immutable") // CEL's interfaces are marked so; what our functions close over does not change.
final class Calls {

    private Calls() {}

    static CelRuntime runtime() {
        return CelRuntimeFactory.plannerRuntimeBuilder()
                .setOptions(Checker.OPTIONS)
                .setStandardFunctions(CelStandardFunctions.newBuilder()
                        .excludeFunctions(
                                StandardFunction.BOOL,
                                StandardFunction.INT,
                                StandardFunction.DOUBLE,
                                StandardFunction.DURATION,
                                StandardFunction.TIMESTAMP)
                        .build())
                .addLibraries(CelOptionalLibrary.INSTANCE)
                .addLibraries(CelExtensions.strings())
                .addFunctionBindings(numbers())
                .addFunctionBindings(times())
                .addFunctionBindings(texts())
                .addFunctionBindings(durationArithmetic())
                .addFunctionBindings(fromOverloads(
                        "version", CelFunctionBinding.from("tminus_version", String.class, Version::parse)))
                .addFunctionBindings(comparison("_<_", "less", order -> order < 0))
                .addFunctionBindings(comparison("_<=_", "less_equals", order -> order <= 0))
                .addFunctionBindings(comparison("_>_", "greater", order -> order > 0))
                .addFunctionBindings(comparison("_>=_", "greater_equals", order -> order >= 0))
                .build();
    }

    private static Set<CelFunctionBinding> numbers() {
        return union(Stream.of(
                fromOverloads(
                        "int",
                        CelFunctionBinding.from("int64_to_int64", Long.class, number -> number),
                        CelFunctionBinding.from("double_to_int64", Double.class, number -> Literals.whole(number)),
                        CelFunctionBinding.from("string_to_int64", String.class, text -> Literals.whole(text)),
                        CelFunctionBinding.from("timestamp_to_int64", Instant.class, Instant::getEpochSecond)),
                fromOverloads(
                        "bool",
                        CelFunctionBinding.from("bool_to_bool", Boolean.class, value -> value),
                        CelFunctionBinding.from("string_to_bool", String.class, Literals::bool)),
                fromOverloads(
                        "double",
                        CelFunctionBinding.from("double_to_double", Double.class, number -> number),
                        CelFunctionBinding.from("int64_to_double", Long.class, Long::doubleValue),
                        CelFunctionBinding.from("string_to_double", String.class, Literals::decimal))));
    }

    private static Set<CelFunctionBinding> times() {
        return union(Stream.of(
                fromOverloads(
                        "duration",
                        CelFunctionBinding.from("duration_to_duration", Duration.class, duration -> duration),
                        CelFunctionBinding.from("string_to_duration", String.class, Literals::duration)),
                fromOverloads(
                        "timestamp",
                        CelFunctionBinding.from("timestamp_to_timestamp", Instant.class, instant -> instant),
                        CelFunctionBinding.from("int64_to_timestamp", Long.class, Instant::ofEpochSecond),
                        CelFunctionBinding.from("string_to_timestamp", String.class, Literals::timestamp))));
    }

    private static Set<CelFunctionBinding> texts() {
        return union(Stream.of(
                fromOverloads("trim", CelFunctionBinding.from("tminus_trim", String.class, String::strip)),
                fromOverloads(
                        "split", CelFunctionBinding.from("tminus_split", String.class, String.class, Calls::split)),
                fromOverloads(
                        "lines",
                        CelFunctionBinding.from("tminus_lines", String.class, Calls::lines),
                        CelFunctionBinding.from("tminus_text_lines", String.class, Calls::lines)),
                fromOverloads("trusted", CelFunctionBinding.from("tminus_trusted", Object.class, value -> value)),
                fromOverloads(
                        "regex.extract",
                        CelFunctionBinding.from("tminus_extract", String.class, String.class, Calls::extract))));
    }

    private static List<String> split(String text, String separator) {
        return Arrays.asList(text.split(java.util.regex.Pattern.quote(separator), -1));
    }

    private static List<String> lines(String text) {
        return text.lines().toList();
    }

    /** What the pattern's first group caught, or where it has none, the whole match. */
    private static Optional<String> extract(String text, String pattern) {
        Matcher matcher = Literals.pattern(pattern).matcher(text);
        if (!matcher.find()) {
            return Optional.empty();
        }
        return Optional.ofNullable(matcher.group(Math.min(1, matcher.groupCount())));
    }

    private static Set<CelFunctionBinding> durationArithmetic() {
        return fromOverloads(
                "_*_",
                CelFunctionBinding.from("tminus_duration_times", Duration.class, Long.class, Calls::times),
                CelFunctionBinding.from(
                        "tminus_times_duration",
                        Long.class,
                        Duration.class,
                        (factor, length) -> times(length, factor)));
    }

    private static Duration times(Duration length, long factor) {
        try {
            return length.multipliedBy(factor);
        } catch (ArithmeticException tooLong) {
            throw new Unfit("a length of time became too long");
        }
    }

    private static Set<CelFunctionBinding> comparison(String operator, String id, IntPredicate holds) {
        return fromOverloads(
                operator,
                CelFunctionBinding.from(
                        "tminus_version_" + id, Version.class, Version.class, (a, b) -> holds.test(a.compareTo(b))),
                CelFunctionBinding.from(
                        "tminus_version_" + id + "_text",
                        Version.class,
                        String.class,
                        (a, b) -> holds.test(a.compareTo(Version.parse(b)))),
                CelFunctionBinding.from(
                        "tminus_text_" + id + "_version",
                        String.class,
                        Version.class,
                        (a, b) -> holds.test(Version.parse(a).compareTo(b))));
    }

    private static Set<CelFunctionBinding> union(Stream<Set<CelFunctionBinding>> sets) {
        return sets.flatMap(Set::stream).collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
