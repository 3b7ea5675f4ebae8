package dev.tminus.app.postgres;

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
            "Applies a directory of migrations with the same transactions, records and lock as their own tool. Result: applied, "
                    + "pending, failed (a name, or empty), already_applied, and the schema's fingerprints before and after.",
            Optional.empty(),
            TargetKeys.with(
                    ActionType.Key.required(
                            "tool",
                            new Shape.OneOf(List.of("prisma", "sql")),
                            "Whose migrations they are: prisma (prisma/migrations) or sql (plain numbered files). Example: tool: prisma"),
                    ActionType.Key.required(
                            "dir",
                            TargetKeys.TEXT,
                            "The folder with the migrations, beside the runbook. Example: dir: prisma/migrations"),
                    ActionType.Key.optional(
                            "lock_timeout",
                            TargetKeys.TIMEOUT,
                            "How long a statement may wait for a lock, before everybody waits behind it. Example: lock_timeout: 5s"),
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
                                            "Time between two tries, 10s if not said. Example: delay: 10s"))),
                            "Tries a migration again that could not get a lock and was rolled back whole. "
                                    + "Example: retry_on_lock_timeout: { times: 5, delay: 10s }")),
            List.of(),
            result(),
            Repeat.CHECK_FIRST,
            DryRun.PROBE,
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
        fields.put("already_applied", new Type.ListOf(Simple.STRING));
        fields.put("fingerprint_before", Simple.STRING);
        fields.put("fingerprint_after", Simple.STRING);
        return fields;
    }
}
