package dev.tminus.app.postgres.sql;

import dev.tminus.action.ActionContext;
import dev.tminus.action.StepAction;
import dev.tminus.action.Trial;
import dev.tminus.action.TrialRoom;
import dev.tminus.app.postgres.catalog.TableFigures;
import dev.tminus.app.postgres.database.Inputs;
import dev.tminus.app.postgres.database.OlderSessions;
import dev.tminus.app.postgres.database.Probe;
import dev.tminus.app.postgres.database.ServerError;
import dev.tminus.app.postgres.database.Target;
import dev.tminus.app.postgres.database.TargetRefused;
import dev.tminus.app.postgres.records.StepKey;
import dev.tminus.app.postgres.records.TargetRecords;
import dev.tminus.app.postgres.watch.Enforcement;
import dev.tminus.book.ActionType;
import dev.tminus.book.Problem;
import dev.tminus.book.Sha256;
import dev.tminus.book.Values;
import dev.tminus.run.Outcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The action {@code sql}.
 *
 * <p>A committed transaction carries a marker (run, step, attempt) in the target's schema {@code tminus}, so that after
 * a crash {@link #lookAfter} can prove whether it took effect.
 */
public final class SqlAction implements StepAction {

    @Override
    public ActionType type() {
        return SqlType.TYPE;
    }

    @Override
    public Outcome perform(ActionContext context) {
        try {
            SqlText text = SqlText.of(context);
            SqlEnd end = SqlEnd.of(new Inputs(context.inputs()));
            Enforcement contract = Enforcement.of(new Inputs(context.inputs()));
            return new SqlRun(context, text, end, contract, Target.of(context).open()).perform();
        } catch (TargetRefused mistake) {
            return Outcome.Failed.because(context.masker().mask(mistake.getMessage() + " Nothing was sent."));
        }
    }

    @Override
    public Outcome lookAfter(ActionContext context) throws InterruptedException {
        SqlEnd end;
        try {
            end = SqlEnd.of(new Inputs(context.inputs()));
        } catch (TargetRefused refused) {
            return new Outcome.Absent("nothing was ever sent: " + refused.getMessage());
        }
        try (Connection connection = Target.of(context).open()) {
            List<Long> left = OlderSessions.end(connection, context.run().value(), context.epoch());
            if (!left.isEmpty()) {
                return new Outcome.NotYet(java.time.Duration.ofSeconds(2), context.earlier());
            }
            return switch (end) {
                case ROLL_BACK, READ_ONLY -> new Outcome.Absent("its transaction is never committed");
                case EACH_ALONE ->
                    new Outcome.Unknown("Its statements each stood alone (transaction: none); look at the database.");
                case COMMIT -> committed(context, connection);
            };
        } catch (TargetRefused refused) {
            return end.leavesNothing()
                    ? new Outcome.Absent("its transaction is never committed")
                    : new Outcome.Unknown(context.masker().mask(refused.getMessage()));
        } catch (SQLException failed) {
            return new Outcome.Unknown(
                    context.masker().mask("The target could not be asked: " + ServerError.sentence(failed)));
        }
    }

    private static Outcome committed(ActionContext context, Connection connection) throws SQLException {
        TargetRecords records = new TargetRecords(connection);
        CommitNote note = CommitNote.of(context);
        Optional<String> noted = note.status(connection);
        if (noted.isPresent()) {
            return byTransaction(noted.get(), note, context);
        }
        if (!records.ready()) {
            return new Outcome.Unknown(
                    "No marker may be written on the target, and the note of its transaction is not here.");
        }
        // Waits for a commit on its way, and lets no older engine commit from here on.
        records.fence(context.run().value(), context.epoch());
        return records.marked(StepKey.of(context))
                .map(result -> done(context, result))
                .orElseGet(() -> new Outcome.Absent("the marker that commits with it is not there"));
    }

    private static Outcome done(ActionContext context, String result) {
        return result.equals(SqlResult.WITHHELD)
                ? new Outcome.Unknown("It took effect, but the secret that is captured from its result was never kept "
                        + "on the target; have it made anew, or run the step again.")
                : Outcome.Done.of(SqlResult.ofJson(result).values(context.masker()));
    }

    private static Outcome byTransaction(String status, CommitNote note, ActionContext context) {
        return switch (status) {
            case "never sent", "aborted" -> new Outcome.Absent("its transaction was not committed (" + status + ")");
            case "committed" -> done(context, note.result().orElseThrow());
            default -> new Outcome.NotYet(java.time.Duration.ofSeconds(2), Values.NONE);
        };
    }

    @Override
    public Values pending(ActionContext context) {
        try {
            SqlText text = SqlText.of(context);
            Map<String, Object> pending = new LinkedHashMap<>();
            pending.put("database", Target.of(context).toString());
            pending.put(
                    "transaction",
                    SqlEnd.of(new Inputs(context.inputs())).toString().toLowerCase(java.util.Locale.ROOT));
            pending.put("statements", (long) text.statements().size());
            pending.put("sql", context.masker().mask(text.text()));
            pending.put("sha256", Sha256.of(text.text()));
            new Inputs(context.shownInputs()).find("params").ifPresent(params -> pending.put("params", params));
            return new Values(pending);
        } catch (TargetRefused mistake) {
            return Values.of("problem", context.masker().mask(mistake.getMessage()));
        }
    }

    @Override
    public Values figures(ActionContext context) {
        return TableFigures.of(context);
    }

    @Override
    public List<Problem> risks(ActionContext context) {
        return SqlRisks.of(context);
    }

    @Override
    public List<String> probe(ActionContext context) {
        try {
            SqlText.of(context);
        } catch (TargetRefused mistake) {
            return List.of(context.masker().mask(mistake.getMessage()));
        }
        return Probe.reach(context);
    }

    @Override
    public Trial trial(ActionContext context, TrialRoom room) {
        try {
            return SqlTrial.of(context, room);
        } catch (TargetRefused mistake) {
            return new Trial.Fails(context.masker().mask(String.valueOf(mistake.getMessage())));
        }
    }
}
