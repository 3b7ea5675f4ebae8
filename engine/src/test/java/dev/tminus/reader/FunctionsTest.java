package dev.tminus.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FunctionsTest {

    private static final ExpressionCompiler COMPILER = new ExpressionCompiler();

    static List<Functions.Function> functions() {
        return Functions.all();
    }

    @ParameterizedTest
    @MethodSource("functions")
    void every_listed_function_gives_what_its_example_says(Functions.Function function) {
        assertThat(value(function.example())).isEqualTo(value(function.result()));
    }

    @Test
    void every_function_that_can_be_called_is_listed() {
        Set<String> callable = new TreeSet<>(CelFunctions.declarations().keySet());
        callable.removeIf(name -> !name.matches("[a-zA-Z_.]+") || name.startsWith("_"));
        callable.removeAll(Functions.names());

        assertThat(callable).isEmpty();
    }

    private static Object value(String source) {
        Compiled compiled = COMPILER.compile(source, Names.none());
        assertThat(compiled).as(source).isInstanceOf(Compiled.Fine.class);
        return ((Compiled.Fine) compiled).expression().evaluate(name -> Optional.empty());
    }
}
