package dev.tminus.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tminus.app.cli.Typist.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Somebody at the command line, with a runbook to run and a journal of their own. */
@Timeout(180)
abstract class AtTheCommandLine {

    static final String RUNBOOK = """
            runbook: v1
            id: move
            name: Move
            owner: data-platform
            inputs:
              who: { type: string, default: everybody }
            roles:
              dba: {}
            secrets:
              token: { from: env, name: MOVE_TOKEN }
            environments:
              trial: { rehearsal: true, policy: { answers: all } }
              live: { roles: { dba: [alice] } }
              guarded: { policy: { confirm: type_id } }
              gated: { policy: { rehearsed: { within: 14d } } }
            phases:
              - id: only
                name: Only
                steps:
                  - id: greet
                    name: Greet
                    run: 'echo "hello $WHO, token $TOKEN"'
                    env: { WHO: "${{ inputs.who }}", TOKEN: "${{ secrets.token }}" }
                    timeout: 1m
                    undo: { run: [echo, undone] }
                  - id: look
                    name: Look
                    by: dba
                    manual: Look at it.
                  - id: change
                    name: Change
                    approve: { by: [dba], need: 1 }
                    run: [echo, changed]
                    timeout: 1m
            rollbacks:
              - id: back
                name: Back
                loses: Nothing.
                undo: true
                steps: [{ id: after, name: After, run: [echo, after], timeout: 1m }]
            """;

    @TempDir
    static Path home;

    static Typist typist;
    static String file;

    @BeforeAll
    static void write() throws IOException {
        typist = new Typist(home).with("MOVE_TOKEN", "s3cret-of-the-house");
        file = Files.writeString(home.resolve("move.runbook.yaml"), RUNBOOK).toString();
    }

    @AfterAll
    static void stop() {
        typist.types("journal", "stop");
    }

    static String answers() throws IOException {
        return Files.writeString(home.resolve("answers.yaml"), "look: done\nchange: approve\n")
                .toString();
    }

    static JsonNode json(Said said) throws IOException {
        return new ObjectMapper().readTree(said.out());
    }
}
