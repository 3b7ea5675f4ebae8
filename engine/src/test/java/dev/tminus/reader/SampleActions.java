package dev.tminus.reader;

import dev.tminus.book.ActionType;
import dev.tminus.book.ActionType.DryRun;
import dev.tminus.book.ActionType.Repeat;
import dev.tminus.book.ActionType.Shape;
import dev.tminus.book.ActionType.Target;
import dev.tminus.book.Type;
import dev.tminus.book.Type.Simple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Declarations of the actions that examples use, as the application's own declare them. */
final class SampleActions {
    private static final Shape TEXT = new Shape.Leaf(Simple.STRING);
    private static final Shape INT = new Shape.Leaf(Simple.INT);
    private static final Shape BOOL = new Shape.Leaf(Simple.BOOL);
    private static final Shape LENGTH =
            new Shape.Either(List.of(new Shape.Leaf(Simple.DURATION), new Shape.Leaf(Simple.INT)));
    private static final Shape TEXTS = new Shape.Either(List.of(new Shape.Many(TEXT), TEXT));
    private static final Shape TABLE = new Shape.Table(new Shape.Anything());
    private static final Shape DB = new Shape.Reference(Target.CONNECTION);
    private static final Type ROWS = new Type.ListOf(new Type.MapOf(Simple.DYNAMIC));

    private SampleActions() {}

    static List<ActionType> all() {
        List<ActionType> all = new ArrayList<>(List.of(run(), sql(), http()));
        all.add(database(
                "pg.preflight",
                Map.of(),
                "writable",
                BOOL,
                "connections_left",
                INT,
                "longest_transaction",
                LENGTH,
                "no_invalid_indexes",
                BOOL));
        all.add(database(
                "pg.migrate",
                Map.of("applied", new Type.ListOf(Simple.STRING)),
                "tool",
                TEXT,
                "dir",
                new Shape.SourceFolder(),
                "lock_timeout",
                LENGTH,
                "retry_on_lock_timeout",
                TABLE));
        all.add(database("pg.dump", Map.of("path", Simple.STRING, "verified", Simple.BOOL), "file", TEXT));
        all.add(database("pg.restore", Map.of(), "file", TEXT));
        all.add(database("pg.restore_test", Map.of(), "compare", TEXTS, "restored", TABLE));
        all.add(database(
                "pg.schema",
                Map.of("same", Simple.BOOL),
                "same_as",
                TEXT,
                "save_as",
                TEXT,
                "tables",
                TEXTS,
                "no_invalid_indexes",
                BOOL,
                "no_unvalidated_constraints",
                BOOL));
        all.add(database("pg.analyze", Map.of(), "tables", TEXTS));
        all.add(database("pg.activity", Map.of("rows", ROWS), "slowest", INT, "against", TEXT));
        all.add(database("pg.drain", Map.of(), "application", TEXT));
        all.add(database("pg.cleanup", Map.of(), "step", new Shape.Reference(Target.STEP)));
        all.add(cloud(
                "rds.instance",
                Map.of("backup_retention_days", Simple.INT, "latest_restorable_time", Simple.TIMESTAMP)));
        all.add(cloud("rds.snapshot", Map.of("arn", Simple.STRING, "status", Simple.STRING)));
        all.add(cloud("rds.restore", Map.of("endpoint", Simple.STRING)));
        all.add(cloud("rds.restore_point_in_time", Map.of("endpoint", Simple.STRING)));
        all.add(cloud("rds.swap", Map.of()));
        all.add(cloud("rds.parameters", Map.of()));
        all.add(cloud("rds.delete", Map.of()));
        all.add(cloud("cloudwatch.metric", Map.of("value", Simple.DOUBLE)));
        return all;
    }

    private static ActionType cloud(String name, Map<String, Type> result) {
        List<ActionType.Key> keys = new ArrayList<>();
        List.of(
                        "instance",
                        "snapshot",
                        "like",
                        "with",
                        "keep_as",
                        "source",
                        "at",
                        "group_of",
                        "namespace",
                        "metric",
                        "statistic")
                .forEach(key -> keys.add(ActionType.Key.optional(key, TEXT, "Sets " + key)));
        keys.add(ActionType.Key.optional("set", TABLE, "Parameters"));
        keys.add(ActionType.Key.optional("reset", TEXTS, "Parameters"));
        keys.add(ActionType.Key.optional("final_snapshot", BOOL, "Whether one is made"));
        return new ActionType(
                name,
                "Does " + name,
                Optional.empty(),
                keys,
                List.of(),
                result,
                Repeat.CHECK_FIRST,
                DryRun.PRINT,
                Optional.empty(),
                name + ": {}");
    }

    private static ActionType run() {
        return new ActionType(
                "run",
                "Runs a command or a script",
                Optional.of(ActionType.Key.required(
                        "command",
                        new Shape.Either(List.of(new Shape.Many(TEXT), new Shape.Code("bash"))),
                        "A list is a command, text is a script")),
                List.of(),
                List.of(
                        ActionType.Key.optional("env", new Shape.Table(TEXT), "Environment variables")
                                .withSecrets(),
                        ActionType.Key.optional("cwd", TEXT, "Working directory"),
                        ActionType.Key.optional("stdin", TEXT, "Standard input").withSecrets(),
                        ActionType.Key.optional("save_output", TEXT, "File to keep the output in"),
                        ActionType.Key.optional("files", TEXTS, "Files to keep"),
                        ActionType.Key.optional("host", TEXT, "Host to run it on"),
                        ActionType.Key.optional("creates", TABLE, "What it creates outside")),
                Map.of(
                        "exit_code", Simple.INT,
                        "output", Simple.STRING,
                        "json", Simple.DYNAMIC,
                        "files",
                                new Type.MapOf(new Type.Struct(
                                        "file", Map.of("path", Simple.STRING, "sha256", Simple.STRING)))),
                Repeat.NEVER,
                DryRun.PRINT,
                Optional.of("exit_code"),
                "run: [ls, -l]");
    }

    private static ActionType sql() {
        return database(
                        "sql",
                        Map.of("rows", ROWS, "count", Simple.INT),
                        "text",
                        new Shape.Code("sql"),
                        "file",
                        new Shape.SourceFile(),
                        "params",
                        TABLE,
                        "read_only",
                        BOOL,
                        "transaction",
                        new Shape.OneOf(List.of("commit", "rollback", "none")),
                        "lock_timeout",
                        LENGTH,
                        "statement_timeout",
                        LENGTH)
                .exactlyOne(List.of("text", "file"));
    }

    private static ActionType http() {
        List<ActionType.Key> keys = new ArrayList<>();
        List.of("get", "post", "put", "patch", "delete", "head")
                .forEach(method -> keys.add(ActionType.Key.optional(method, TEXT, "The URL")));
        keys.add(ActionType.Key.optional("headers", new Shape.Table(TEXT), "Headers")
                .withSecrets());
        keys.add(ActionType.Key.optional("json", new Shape.Anything(), "Body").withSecrets());
        keys.add(ActionType.Key.optional("timeout", LENGTH, "How long it may take"));
        return new ActionType(
                "http",
                "Asks an HTTP server",
                Optional.empty(),
                keys,
                List.of(),
                Map.of(
                        "status",
                        Simple.INT,
                        "headers",
                        new Type.MapOf(Simple.STRING),
                        "json",
                        Simple.DYNAMIC,
                        "body",
                        Simple.STRING),
                Repeat.NEVER,
                DryRun.PRINT,
                Optional.of("status"),
                "http: { get: https://example.org/health }");
    }

    private static ActionType database(String name, Map<String, Type> result, Object... keys) {
        List<ActionType.Key> all = new ArrayList<>(List.of(ActionType.Key.required("db", DB, "The database")));
        for (int i = 0; i < keys.length; i += 2) {
            all.add(ActionType.Key.optional((String) keys[i], (Shape) keys[i + 1], "Sets " + keys[i]));
        }
        return new ActionType(
                name,
                "Does " + name,
                Optional.empty(),
                all,
                List.of(),
                result,
                Repeat.SAFE,
                DryRun.PRINT,
                Optional.empty(),
                name + ": { db: main }");
    }
}
