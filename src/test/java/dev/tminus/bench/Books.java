package dev.tminus.bench;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Runbooks of any length. */
final class Books {
    private static final String HEAD = """
            runbook: v1
            id: bench
            name: Bench
            owner: bench
            roles: { dba: {} }
            environments: { bench: { rehearsal: true, pace: { phases: immediate }, roles: { dba: dora } } }
            """;

    private Books() {}

    /** So many steps, one after the other; {@code %d} in a step is its number. */
    static String steps(int count, String step) {
        return HEAD + "phases:\n  - id: all\n    name: All\n    steps:\n"
                + list(count, step).indent(6);
    }

    /** So many steps, some at a time. */
    static String parallel(int count, int wide, String step) {
        String group = "- id: group\n  name: Group\n  parallel: %d\n  steps:\n".formatted(wide);
        return steps(
                1, group.stripTrailing() + "\n" + list(count, step).indent(4).stripTrailing());
    }

    /** So many steps with a thousand different expressions among them. */
    static String expressions(int count) {
        String steps = IntStream.range(0, count)
                .mapToObj(i -> """
                        - { id: step_%d, name: Step %d, if: "inputs.size + %d > %d && environment.name != 'none'", run: [echo, "${{ inputs.size }}"], timeout: 1m }
                        """.formatted(i, i, i % 1_000, i % 1_000 % 7))
                .collect(Collectors.joining());
        return HEAD + "inputs: { size: { type: int, default: 1 } }\n"
                + "phases:\n  - id: all\n    name: All\n    steps:\n" + steps.indent(6);
    }

    private static String list(int count, String step) {
        return IntStream.range(0, count)
                .mapToObj(i -> step.replace("%d", String.valueOf(i)))
                .collect(Collectors.joining("\n"));
    }
}
