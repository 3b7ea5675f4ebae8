package dev.tminus.app.postgres.grammar;

import static com.dylibso.chicory.wasm.types.ValType.F64;
import static com.dylibso.chicory.wasm.types.ValType.I32;
import static com.dylibso.chicory.wasm.types.ValType.I64;

import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.ImportFunction;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.runtime.WasmFunctionHandle;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.ValType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * PostgreSQL's own parser: the WebAssembly build of libpg_query, run by an interpreter in this process.
 *
 * <p>Not safe for threads; {@link Grammar} lets one in at a time. The names of imports and exports are the ones the
 * build's linker chose; they belong to this one file and change with it.
 */
final class LibPgQuery {

    /** Beyond this the instance is made anew: its heap never shrinks. */
    private static final int MOST_PAGES = 4_096;

    private static final int NOT_SUPPORTED = 52;

    /** The trampolines: each calls a function of the table and catches the jump out of it. */
    private static final Map<String, Integer> TRAMPOLINES = Map.ofEntries(
            Map.entry("g", 1),
            Map.entry("b", 2),
            Map.entry("a", 3),
            Map.entry("d", 4),
            Map.entry("k", 5),
            Map.entry("l", 2),
            Map.entry("e", 1),
            Map.entry("f", 2),
            Map.entry("h", 3),
            Map.entry("j", 4),
            Map.entry("i", 5),
            Map.entry("y", 6),
            Map.entry("n", 14));

    private static final String RETURNS_INT = "gbadk";
    private static final String RETURNS_LONG = "l";

    private final Instance instance;

    private LibPgQuery(Instance instance) {
        this.instance = instance;
    }

    /** What the parser answered: the tree as JSON, or a mistake and where it is, in characters from 1. */
    record Answer(String json, Optional<String> mistake, int position) {}

    static LibPgQuery load() {
        try (InputStream in = LibPgQuery.class.getResourceAsStream("libpg-query.wasm")) {
            if (in == null) {
                throw new IllegalStateException("libpg-query.wasm is missing from the jar");
            }
            Instance instance = Instance.builder(Parser.parse(in))
                    .withImportValues(
                            ImportValues.builder().withFunctions(imports()).build())
                    .withMachineFactory(JumpingMachine::new)
                    .withStart(false)
                    .build();
            instance.export("A").apply();
            return new LibPgQuery(instance);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    boolean wornOut() {
        return instance.memory().pages() > MOST_PAGES;
    }

    Answer parse(String sql) {
        Memory memory = instance.memory();
        byte[] bytes = sql.getBytes(StandardCharsets.UTF_8);
        int query = call("C", bytes.length + 1);
        memory.write(query, bytes);
        memory.writeByte(query + bytes.length, (byte) 0);
        int result = call("F", query);
        try {
            int tree = memory.readInt(result);
            int error = memory.readInt(result + 8);
            return error == 0
                    ? new Answer(memory.readCString(tree, StandardCharsets.UTF_8), Optional.empty(), 0)
                    : new Answer(
                            "",
                            Optional.of(memory.readCString(memory.readInt(error), StandardCharsets.UTF_8)),
                            memory.readInt(error + 16));
        } finally {
            instance.export("E").apply(query);
            instance.export("G").apply(result);
        }
    }

    private int call(String name, long argument) {
        return (int) instance.export(name).apply(argument)[0];
    }

    private static List<ImportFunction> imports() {
        List<ImportFunction> imports = new ArrayList<>();
        TRAMPOLINES.forEach((name, parameters) -> imports.add(trampoline(name, parameters)));
        imports.add(host("p", List.of(), List.of(), (instance, arguments) -> {
            throw new LongJump();
        }));
        imports.add(host("q", List.of(I32), List.of(I32), LibPgQuery::grow));
        imports.add(host("o", List.of(I32, F64), List.of(I32), (instance, arguments) -> new long[] {0}));
        imports.add(host("w", List.of(), List.of(), (instance, arguments) -> new long[0]));
        imports.add(stop("c", List.of(I32, I32, I32, I32), "an assertion"));
        imports.add(stop("x", List.of(), "abort"));
        imports.add(stop("m", List.of(I32), "exit"));
        imports.add(stop("v", List.of(I32), "exit"));
        imports.add(noFile("u", List.of(I32)));
        imports.add(noFile("r", List.of(I32, I32, I32, I32)));
        imports.add(noFile("s", List.of(I32, I64, I32, I32)));
        imports.add(noFile("t", List.of(I32, I32, I32, I32)));
        return imports;
    }

    private static ImportFunction trampoline(String name, int parameters) {
        List<ValType> results = List.of();
        if (RETURNS_INT.contains(name)) {
            results = List.of(I32);
        } else if (RETURNS_LONG.contains(name)) {
            results = List.of(I64);
        }
        long[] nothing = new long[results.size()];
        List<ValType> types = Collections.nCopies(parameters, I32);
        return host(name, types, results, (instance, arguments) -> {
            long stack = instance.export("R").apply()[0];
            int function = instance.table(0).requiredRef((int) arguments[0]);
            long[] passed = Arrays.copyOfRange(arguments, 1, arguments.length);
            try {
                return instance.getMachine().call(function, passed);
            } catch (LongJump jump) {
                instance.export("Q").apply(stack);
                instance.export("P").apply(1, 0);
                return nothing.clone();
            }
        });
    }

    private static long[] grow(Instance instance, long... arguments) {
        Memory memory = instance.memory();
        long wanted = arguments[0] & 0xFFFFFFFFL;
        int missing = (int) ((wanted + Memory.PAGE_SIZE - 1) / Memory.PAGE_SIZE) - memory.pages();
        return new long[] {missing <= 0 || memory.grow(missing) >= 0 ? 1 : 0};
    }

    private static ImportFunction stop(String name, List<ValType> parameters, String how) {
        return host(name, parameters, List.of(), (instance, arguments) -> {
            throw new IllegalStateException("the PostgreSQL parser ended itself by " + how);
        });
    }

    private static ImportFunction noFile(String name, List<ValType> parameters) {
        return host(name, parameters, List.of(I32), (instance, arguments) -> new long[] {NOT_SUPPORTED});
    }

    private static ImportFunction host(
            String name, List<ValType> parameters, List<ValType> results, WasmFunctionHandle body) {
        return new HostFunction("a", name, FunctionType.of(parameters, results), body);
    }
}
