package dev.tminus.app.postgres.migrate;

import dev.tminus.action.ActionContext;
import dev.tminus.app.postgres.migrate.MigrationReport.Failure;
import dev.tminus.app.postgres.migrate.MigrationReport.Left;
import dev.tminus.app.postgres.migrate.Verdicts.Told;
import dev.tminus.app.postgres.schema.SchemaPrint;
import dev.tminus.app.postgres.trace.OutsideContract;
import dev.tminus.app.postgres.verdict.Verdict;
import dev.tminus.book.Values;
import dev.tminus.run.Outcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a deployment of migrations, or a later look at one, means for its step. */
final class MigrateOutcome {

    /** A script of more statements than these is a load of data; the first ones stand for it. */
    private static final int MOST_STATEMENTS = 500;

    private final ActionContext context;
    private final MigrationWatch watch;
    private final Verdicts verdicts;

    MigrateOutcome(ActionContext context, MigrationWatch watch, Verdicts verdicts) {
        this.context = context;
        this.watch = watch;
        this.verdicts = verdicts;
    }

    Outcome of(MigrationReport report, SchemaPrint before, Connection connection) throws SQLException {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("applied", report.applied().stream().map(this::applied).toList());
        result.put(
                "pending", report.pending().stream().map(MigrateOutcome::file).toList());
        result.put("failed", report.failed().map(Failure::name).orElse(""));
        Optional<Told> told = report.failed().flatMap(failure -> verdicts.failed(failure, connection));
        result.put("verdict", told.map(found -> found.verdict().kind().word()).orElse(""));
        result.put(
                "resolve",
                told.flatMap(found -> found.verdict().resolve())
                        .map(Verdict.Resolve::word)
                        .orElse(""));
        result.put("already_applied", report.alreadyApplied());
        result.put("fingerprint_before", before.asCopied().digest());
        result.put(
                "fingerprint_after",
                connection.isClosed()
                        ? ""
                        : SchemaPrint.of(connection).asCopied().digest());
        Values values = new Values(result);
        if (report.failed().isEmpty()) {
            return Outcome.Done.of(values);
        }
        Failure failure = report.failed().get();
        String why = context.masker()
                .mask(sentence(failure, report)
                        + told.map(found -> "\n" + found.text()).orElse(""));
        return failure.left() == Left.UNKNOWN
                ? new Outcome.Unknown(why)
                : new Outcome.Failed(why, values, Optional.empty());
    }

    private static String sentence(Failure failure, MigrationReport report) {
        String left = switch (failure.left()) {
            case NOTHING -> "It was rolled back: nothing of it is left.";
            case MAYBE_SOME -> "It has statements that stand alone: some of its effects may be left.";
            case UNKNOWN -> "The connection was lost while it ran: all of it or nothing may be there.";
        };
        String statement = failure.statement().isEmpty() ? "" : "It was " + failure.statement() + ". ";
        return "Migration %s failed%s: %s (%s). %s%s %d applied before it, %d not reached."
                .formatted(
                        failure.name(),
                        failure.attempts() > 1 ? " after " + failure.attempts() + " attempts" : "",
                        failure.error().strip(),
                        failure.sqlState().equals(OutsideContract.CODE)
                                ? OutsideContract.CODE
                                : "SQLSTATE " + failure.sqlState(),
                        statement,
                        left,
                        report.applied().size(),
                        report.pending().size());
    }

    Outcome after(MigrationLook look, Set<String> resumable, Connection connection) throws SQLException {
        Optional<MigrationLook.Attempt> stuck = look.unfinished().stream()
                .filter(attempt -> !resumable.contains(attempt.name()))
                .findFirst();
        if (stuck.isPresent()) {
            return unfinished(stuck.get(), look.deploying(), connection);
        }
        if (!resumable.isEmpty()) {
            return new Outcome.Absent("migration %s is begun, and its journal and the catalog say where it goes on"
                    .formatted(String.join(", ", resumable)));
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("applied", List.of());
        result.put("pending", look.pending().stream().map(MigrateOutcome::file).toList());
        result.put("failed", "");
        result.put("verdict", "");
        result.put("resolve", "");
        result.put("already_applied", look.applied());
        result.put("fingerprint_before", "");
        result.put("fingerprint_after", SchemaPrint.of(connection).asCopied().digest());
        return look.upToDate()
                ? Outcome.Done.of(new Values(result))
                : new Outcome.Absent(
                        "%d migrations are applied and recorded, %d are still pending and none is half done"
                                .formatted(look.applied().size(), look.pending().size()));
    }

    private Outcome unfinished(MigrationLook.Attempt attempt, boolean busy, Connection connection) throws SQLException {
        Optional<Told> told = verdicts.unfinished(attempt, busy, connection);
        String verdict = told.map(found -> "\n" + found.text())
                .orElse(
                        "\nIts file is not the one it was begun with: compare the schema with what was sent, then resolve it.");
        if (attempt.error().isPresent()) {
            return Outcome.Failed.because(context.masker()
                    .mask("Migration %s failed: %s%s"
                            .formatted(attempt.name(), attempt.error().get().strip(), verdict)));
        }
        return new Outcome.Unknown(context.masker()
                .mask("Migration %s was begun and its end is not known.%s".formatted(attempt.name(), verdict)));
    }

    private Map<String, Object> applied(MigrationReport.Applied applied) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", applied.name());
        row.put("checksum", applied.checksum());
        row.put("took", applied.took());
        row.put("attempts", (long) applied.attempts());
        if (watch.wasNotRehearsed(applied.name())) {
            row.put("not_rehearsed", true);
        }
        row.put(
                "statements",
                watch.footprints(applied.name()).stream()
                        .limit(MOST_STATEMENTS)
                        .map(footprint -> masked(footprint.values()))
                        .toList());
        return row;
    }

    /** A statement's text may hold what is secret elsewhere. */
    private Map<String, Object> masked(Map<String, Object> footprint) {
        Map<String, Object> copy = new LinkedHashMap<>(footprint);
        copy.put("statement", context.masker().mask(String.valueOf(copy.get("statement"))));
        return copy;
    }

    static Map<String, Object> file(Migration migration) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", migration.name());
        row.put("checksum", migration.checksum());
        return row;
    }
}
