package dev.tminus.app.shell;

import dev.tminus.book.ActionType;
import dev.tminus.book.ActionType.DryRun;
import dev.tminus.book.ActionType.Repeat;
import dev.tminus.book.ActionType.Shape;
import dev.tminus.book.Type;
import dev.tminus.book.Type.Simple;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the action {@code run} declares about itself. */
final class RunType {

    private static final Shape TEXT = new Shape.Leaf(Simple.STRING);

    private static final ActionType.Key COMMAND = ActionType.Key.required(
            "command",
            new Shape.Either(List.of(
                    new Shape.Many(new Shape.Either(List.of(TEXT, new Shape.Many(TEXT)))), new Shape.Code("bash"))),
            "A list is a program and its arguments, run without a shell; an element that is one whole list expression is "
                    + "spliced in. A text is a script, run as bash -euo pipefail -c; values reach it through env only. "
                    + "Example: run: [pm2, stop, ecosystem.config.js]");

    private static final List<ActionType.Key> RESOURCE = List.of(
            ActionType.Key.required("kind", TEXT, "What it is. Example: kind: database"),
            ActionType.Key.required("name", TEXT, "Its name. Example: name: scratch_donations"));

    private static final List<ActionType.Key> BESIDE = List.of(
            ActionType.Key.optional(
                            "env",
                            new Shape.Table(TEXT),
                            "Variables for the program; it gets no others but PATH, HOME, LANG, LC_*, TZ, USER, LOGNAME and "
                                    + "TMINUS_RUN_ID, TMINUS_STEP_ID, TMINUS_ENVIRONMENT. "
                                    + "Example: env: { DATABASE_URL: \"${{ secrets.database_url }}\" }")
                    .withSecrets(),
            ActionType.Key.optional(
                    "cwd",
                    TEXT,
                    "The folder it begins in; the runbook's folder when not given. Example: cwd: services/api"),
            ActionType.Key.optional(
                            "stdin",
                            TEXT,
                            "What the program reads; nothing when not given. Example: stdin: \"${{ secrets.token }}\"")
                    .withSecrets(),
            ActionType.Key.optional(
                    "save_output",
                    TEXT,
                    "Keeps all of standard output in a file of that name in the run's own folder, masked. "
                            + "Example: save_output: migration-preview.sql"),
            ActionType.Key.optional(
                    "files",
                    new Shape.Many(TEXT),
                    "Files the program makes; digest and size are recorded. Example: files: [build/app.tar.gz]"),
            ActionType.Key.optional(
                    "host",
                    TEXT,
                    "Runs it there through your own ssh, each element quoted. Example: host: db1.example.org"),
            ActionType.Key.optional(
                    "creates",
                    new Shape.Mapping(RESOURCE),
                    "Something it makes outside that is listed until its undo, a close or a step with removes takes it "
                            + "away. Example: creates: { kind: database, name: scratch }"),
            ActionType.Key.optional(
                    "removes",
                    new Shape.Mapping(RESOURCE),
                    "Something a step of this run made outside, taken away by this one. "
                            + "Example: removes: { kind: database, name: scratch }"));

    private static final Type FILE =
            new Type.Struct("file", inOrder("path", Simple.STRING, "sha256", Simple.STRING, "size", Simple.INT));

    static final ActionType TYPE = new ActionType(
            "run",
            "Runs a program or a script and waits for its end. Exit code 0 is success unless expect names exit_code.",
            Optional.of(COMMAND),
            List.of(COMMAND),
            BESIDE,
            inOrder(
                    "exit_code", Simple.INT,
                    "output", Simple.STRING,
                    "json", Simple.DYNAMIC,
                    "files", new Type.MapOf(FILE)),
            Repeat.CHECK_FIRST,
            DryRun.PROBE,
            Optional.of("exit_code"),
            """
            run: [npx, prisma, migrate, status]
            env: { DATABASE_URL: "${{ secrets.database_url }}" }
            expect: output.contains("Database schema is up to date!")
            """);

    private RunType() {}

    private static Map<String, Type> inOrder(Object... namesAndTypes) {
        Map<String, Type> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndTypes.length; i += 2) {
            map.put((String) namesAndTypes[i], (Type) namesAndTypes[i + 1]);
        }
        return map;
    }
}
