package dev.tminus.app.postgres.sql;

import static dev.tminus.app.postgres.database.TargetKeys.BOOL;
import static dev.tminus.app.postgres.database.TargetKeys.ROWS;
import static dev.tminus.app.postgres.database.TargetKeys.TIMEOUT;

import dev.tminus.app.postgres.database.TargetKeys;
import dev.tminus.app.postgres.watch.Enforcement;
import dev.tminus.book.ActionType;
import dev.tminus.book.ActionType.DryRun;
import dev.tminus.book.ActionType.Repeat;
import dev.tminus.book.ActionType.Shape;
import dev.tminus.book.Type.Simple;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the action {@code sql} declares about itself. */
final class SqlType {

    static final ActionType TYPE = new ActionType(
                    "sql",
                    "Sends SQL to a database, as one transaction unless it says otherwise. Result: rows of the last result set, "
                            + "and count, the rows its last statement gave or changed. Where it may change something, the "
                            + "footprint of each statement is taken and stands in the report: locks and how long, rewrites, "
                            + "rows, WAL.",
                    Optional.empty(),
                    TargetKeys.with(
                            ActionType.Key.optional(
                                    "text",
                                    new Shape.Code("sql"),
                                    "The SQL itself, one statement or several. Values come in through params. "
                                            + "Example: text: \"select count(*) from gifts\""),
                            ActionType.Key.optional(
                                    "file",
                                    new Shape.SourceFile(),
                                    "A file with the SQL, beside the runbook, instead of text. Example: file: ops/smoke.sql"),
                            ActionType.Key.optional(
                                    "params",
                                    new Shape.Table(new Shape.Anything()),
                                    "Values by name, written in the SQL as :'name' (a literal) or :\"name\" (an identifier); a list or "
                                            + "map arrives as JSON. Example: params: { email: \"smoke@example.com\" }"),
                            ActionType.Key.optional(
                                    "read_only",
                                    BOOL,
                                    "The transaction may not write, and the step may always run again. Example: read_only: true"),
                            ActionType.Key.optional(
                                    "transaction",
                                    new Shape.OneOf(List.of("commit", "rollback", "none")),
                                    "How it ends: commit (default), rollback (try and take back), or none (each statement alone, as "
                                            + "CREATE INDEX CONCURRENTLY needs). Example: transaction: rollback"),
                            ActionType.Key.optional(
                                    "lock_timeout",
                                    TIMEOUT,
                                    "How long a statement may wait for a lock; 0 is for ever. Example: lock_timeout: 5s"),
                            ActionType.Key.optional(
                                    "statement_timeout",
                                    TIMEOUT,
                                    "How long one statement may take; 0 is for ever. Example: statement_timeout: 10m"),
                            Enforcement.KEY),
                    List.of(),
                    Map.of("rows", ROWS, "count", Simple.INT),
                    Repeat.CHECK_FIRST,
                    DryRun.TRIAL,
                    Optional.empty(),
                    """
            sql:
              db: main
              text: "update gifts set net_amount = amount where campaign = :'campaign'"
              params: { campaign: spring }
            """)
            .exactlyOne(List.of("text", "file"));

    private SqlType() {}
}
