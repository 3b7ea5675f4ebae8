package dev.tminus.app.postgres.migrate;

import dev.tminus.app.postgres.database.TargetKeys;
import dev.tminus.app.postgres.watch.Enforcement;
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

/** What the action {@code pg.migrate} declares about itself. */
final class MigrateType {

    static final ActionType TYPE = new ActionType(
            "pg.migrate",
            "Applies a directory of migrations with the same transactions, records and lock as their own tool: with prisma a "
                    + "file is one implicit transaction, or its statements stand alone where it builds an index "
                    + "concurrently; with sql a file is one transaction, unless its first line is -- tminus: no-transaction. "
                    + "Statements are sent one at a time where that comes to the same, each with its footprint taken: locks "
                    + "and how long, rewrites, rows, WAL. Result: applied (each with its statements), "
                    + "pending, failed (a name, or empty), verdict and resolve on what failed, already_applied, and the schema's fingerprints before and after.",
            Optional.empty(),
            TargetKeys.with(
                    ActionType.Key.required(
                            "tool",
                            new Shape.OneOf(List.of("prisma", "sql")),
                            "Whose migrations they are: prisma (prisma/migrations) or sql (plain numbered files). Example: tool: prisma"),
                    ActionType.Key.required(
                            "dir",
                            new Shape.SourceFolder(),
                            "The folder with the migrations, beside the runbook; its SQL files belong to what was rehearsed. Example: dir: prisma/migrations"),
                    ActionType.Key.optional(
                            "lock_timeout",
                            TargetKeys.TIMEOUT,
                            "How long a statement may wait for a lock, before everybody waits behind it; at least 10m for CREATE and DROP "
                                    + "INDEX CONCURRENTLY, behind which nobody waits. Example: lock_timeout: 5s"),
                    ActionType.Key.optional(
                            "statement_timeout",
                            TargetKeys.TIMEOUT,
                            "How long one script may take; 0 is for ever. Example: statement_timeout: 30m"),
                    ActionType.Key.optional(
                            "retry_on_lock_timeout",
                            new Shape.Mapping(List.of(
                                    ActionType.Key.required(
                                            "times", TargetKeys.INT, "Extra tries, at most 100. Example: times: 5"),
                                    ActionType.Key.optional(
                                            "delay",
                                            TargetKeys.DURATION,
                                            "Time before the second try, 10s if not said; it doubles each time, to ten times at most, give or take a quarter. "
                                                    + "Example: delay: 10s"))),
                            "Tries again what could not get a lock and was rolled back whole: a migration, or a statement that "
                                    + "stands alone. Example: retry_on_lock_timeout: { times: 5, delay: 10s }"),
                    Enforcement.KEY,
                    ActionType.Key.optional(
                            "drop_invalid_index",
                            TargetKeys.BOOL,
                            "Whether an invalid index that a CREATE INDEX CONCURRENTLY of this step left behind may be dropped, "
                                    + "concurrently, before it is built again. Example: drop_invalid_index: true"),
                    ActionType.Key.optional(
                            "resolve",
                            new Shape.OneOf(List.of("ask", "proven")),
                            "Whether an unfinished migration of an earlier attempt is resolved before this one, as prisma "
                                    + "migrate resolve does: never (ask, if not said) or where catalog and records prove what "
                                    + "became of it. Example: resolve: proven")),
            List.of(),
            result(),
            Repeat.CHECK_FIRST,
            DryRun.TRIAL,
            Optional.empty(),
            """
            pg.migrate: { db: main, tool: prisma, dir: prisma/migrations, lock_timeout: 5s }
            """);

    private MigrateType() {}

    private static Map<String, Type> result() {
        Map<String, Type> fields = new LinkedHashMap<>();
        fields.put("applied", TargetKeys.ROWS);
        fields.put("pending", TargetKeys.ROWS);
        fields.put("failed", Simple.STRING);
        fields.put("verdict", Simple.STRING);
        fields.put("resolve", Simple.STRING);
        fields.put("already_applied", new Type.ListOf(Simple.STRING));
        fields.put("fingerprint_before", Simple.STRING);
        fields.put("fingerprint_after", Simple.STRING);
        return fields;
    }
}
