package dev.tminus.app.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A runbook whose every effect can be counted outside the journal: shell steps add a line to a file, SQL steps a row to
 * a table.
 */
record ChaosRunbook(Path file, Path effects, Books target) {

    private static final List<String> EFFECTS = List.of(
            "s1",
            "s2",
            "q1",
            "q2",
            "letters[1]",
            "letters[2]",
            "letters[3]",
            "p1",
            "p2",
            "p3",
            "p4",
            "n1",
            "s3",
            "q3",
            "pair[1]/a",
            "pair[1]/b",
            "pair[2]/a",
            "pair[2]/b",
            "s4",
            "q4",
            "s5",
            "n2",
            "q5",
            "s6",
            "s7");

    private static final String TEXT = """
            runbook: v1
            id: chaos
            name: Chaos
            owner: tests
            inputs: { effects: { type: string } }
            secrets: { target: { from: env, name: TARGET } }
            environments: { here: { rehearsal: true, prove_rollback: false } }
            connections: { target: { url: "${{ secrets.target }}" } }
            phases:
              - id: first
                name: First
                steps:
                  SHELL s1
                  SHELL s2
                  SQL q1
                  SQL q2
                  - { id: pause, wait: 200ms }
                  - { id: letters, for_each: [a, b, c], as: letter, run: 'sleep 0.05; echo "$TMINUS_STEP_ID" >>"$EFFECTS"', env: { EFFECTS: "${{ inputs.effects }}" } }
                  - id: together
                    parallel: true
                    steps:
                      SHELL p1
                      SHELL p2
                      SQL p3
                      SQL p4
              - id: second
                name: Second
                steps:
                  BARE n1
                  SHELL s3
                  SQL q3
                  - id: pair
                    for_each: [1, 2]
                    as: number
                    steps:
                      - { id: a, run: 'sleep 0.05; echo "$TMINUS_STEP_ID" >>"$EFFECTS"', env: { EFFECTS: "${{ inputs.effects }}" } }
                      - { id: b, sql: { db: target, text: "insert into effect values (:'step')", params: { step: "pair[${{ number }}]/b" }, transaction: commit } }
                  SHELL s4
                  SQL q4
                  SHELL s5
                  BARE n2
                  SQL q5
                  SHELL s6
                  SHELL s7
            """;

    static ChaosRunbook in(Path folder, Books target) throws IOException, SQLException {
        target.execute("create table effect (step text)");
        StringBuilder text = new StringBuilder();
        TEXT.lines().map(ChaosRunbook::step).forEach(line -> text.append(line).append('\n'));
        Path file = Files.writeString(folder.resolve("chaos.runbook.yaml"), text);
        return new ChaosRunbook(file, Files.createFile(folder.resolve("effects")), target);
    }

    private static String step(String line) {
        String indent = line.substring(0, line.length() - line.stripLeading().length());
        String[] words = line.strip().split(" ", -1);
        return switch (words[0]) {
            case "SHELL" ->
                "%s- { id: %s, run: 'sleep 0.05; echo \"$TMINUS_STEP_ID\" >>\"$EFFECTS\"; sleep 0.05', env: { EFFECTS: \"${{ inputs.effects }}\" } }"
                        .formatted(indent, words[1]);
            case "SQL" ->
                "%s- { id: %s, sql: { db: target, text: \"insert into effect select '%s' from pg_sleep(0.05)\", transaction: commit } }"
                        .formatted(indent, words[1], words[1]);
            case "BARE" ->
                "%s- { id: %s, sql: { db: target, text: \"insert into effect select '%s' from pg_sleep(0.05)\", transaction: none } }"
                        .formatted(indent, words[1], words[1]);
            default -> line;
        };
    }

    String[] command() {
        return new String[] {"run", file.toString(), "-e", "here", "-i", "effects=" + effects, "--no-input"};
    }

    /** How often each step's effect is there. */
    Map<String, Integer> count() throws IOException, SQLException {
        List<String> happened = new ArrayList<>(Files.readAllLines(effects));
        happened.addAll(target.rows("select step from effect"));
        Map<String, Integer> counts = new LinkedHashMap<>();
        happened.forEach(step -> counts.merge(step, 1, Integer::sum));
        return counts;
    }

    static Map<String, Integer> each(int times) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        EFFECTS.forEach(step -> counts.put(step, times));
        return counts;
    }

    /** Waits until a step's effect is there, or the process that should bring it about is not. */
    void await(String step, Process driver) throws Exception {
        boolean waits = true;
        while (waits) {
            waits = !count().containsKey(step) && !driver.waitFor(10, TimeUnit.MILLISECONDS);
        }
    }

    /** A person looks outside and says what became of an unknown attempt. */
    void answer(CommandLine tminus, String run, String step) throws Exception {
        String verb = count().containsKey(step) ? "fixed" : "retry";
        CommandLine.Ended said = tminus.here(verb, run, step, "--reason", "looked outside");
        if (said.code() != 0) {
            throw new AssertionError(verb + " " + step + " was refused: " + said);
        }
    }
}
