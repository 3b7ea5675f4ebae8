package dev.tminus.app.postgres.cleanup;

import static dev.tminus.app.postgres.database.TargetKeys.BOOL;

import dev.tminus.action.ActionContext;
import dev.tminus.action.StepAction;
import dev.tminus.app.postgres.database.Inputs;
import dev.tminus.app.postgres.database.Probe;
import dev.tminus.app.postgres.database.ServerError;
import dev.tminus.app.postgres.database.Target;
import dev.tminus.app.postgres.database.TargetKeys;
import dev.tminus.app.postgres.database.TargetRefused;
import dev.tminus.app.postgres.database.TargetWork;
import dev.tminus.app.postgres.records.FingerprintStore;
import dev.tminus.app.postgres.records.StepEffect;
import dev.tminus.app.postgres.schema.Inventory.Thing;
import dev.tminus.app.postgres.schema.SchemaPrint;
import dev.tminus.book.ActionType;
import dev.tminus.book.ActionType.DryRun;
import dev.tminus.book.ActionType.Repeat;
import dev.tminus.book.ActionType.Shape;
import dev.tminus.book.Type;
import dev.tminus.book.Type.Simple;
import dev.tminus.book.Values;
import dev.tminus.run.Outcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The action {@code pg.cleanup}: drops what a migration left behind and nothing else, and names what it cannot undo. */
public final class CleanupAction implements StepAction {

    private static final Type NAMES = new Type.ListOf(Simple.STRING);

    private static final ActionType TYPE = new ActionType(
            "pg.cleanup",
            "Drops what a pg.migrate step created and the schema before it lacked, in one transaction and never with "
                    + "CASCADE. Drops nothing where rows were written since, where others built on it, or where a table or "
                    + "column holds anything. Result: dropped; left, every difference from the schema before "
                    + "that this does not undo.",
            Optional.empty(),
            TargetKeys.with(
                    ActionType.Key.required(
                            "step",
                            new Shape.Reference(ActionType.Target.STEP),
                            "The pg.migrate step to clean up after. Example: step: apply"),
                    ActionType.Key.optional(
                            "with_rows",
                            BOOL,
                            "Tables and columns may go with what the step itself wrote into them: say it only where it did "
                                    + "not move rows there. Where it removed a table or column they stay all the same. "
                                    + "Example: with_rows: true")),
            List.of(),
            result(),
            Repeat.SAFE,
            DryRun.PROBE,
            Optional.empty(),
            """
            pg.cleanup: { db: main, step: apply }
            """);

    private static Map<String, Type> result() {
        Map<String, Type> fields = new LinkedHashMap<>();
        fields.put("dropped", NAMES);
        fields.put("left", NAMES);
        return fields;
    }

    @Override
    public ActionType type() {
        return TYPE;
    }

    @Override
    public Outcome perform(ActionContext context) {
        return TargetWork.perform(context, Target.Mode.STATEMENTS, connection -> {
            Inputs inputs = new Inputs(context.inputs());
            String step = step(inputs);
            StepEffect effect = StepEffect.of(context, connection, step);
            SchemaPrint before = new FingerprintStore(context)
                    .find(connection, step)
                    .orElseThrow(() -> new TargetRefused(
                            "No fingerprint from before step '%s' is kept in this run.".formatted(step)));
            connection.setAutoCommit(false);
            try {
                return clean(context, connection, new Cleanup(connection, effect, inputs.flag("with_rows")), before);
            } finally {
                if (!connection.isClosed()) {
                    connection.rollback();
                }
            }
        });
    }

    private static Outcome clean(ActionContext context, Connection connection, Cleanup cleanup, SchemaPrint before)
            throws SQLException {
        List<Thing> due = cleanup.due();
        List<String> objections = cleanup.objections(due);
        if (!objections.isEmpty()) {
            return refused(context, "Nothing was dropped: " + String.join("; ", objections) + ".");
        }
        Map<Thing, String> stuck = cleanup.drop(due);
        if (!stuck.isEmpty()) {
            String why = String.join(
                    "; ",
                    stuck.entrySet().stream()
                            .map(thing -> thing.getKey().words() + " (" + thing.getValue() + ")")
                            .toList());
            return refused(context, "Nothing was dropped, because this cannot be: " + why + ".");
        }
        List<String> left = SchemaPrint.of(connection).asCopied().differenceFrom(before.asCopied());
        connection.commit();
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("dropped", due.stream().map(Thing::words).toList());
        result.put("left", left);
        due.forEach(thing -> context.output().show(context.masker().mask("dropped " + thing.words() + "\n")));
        left.forEach(line -> context.output().show(context.masker().mask("not undone: " + line + "\n")));
        return Outcome.Done.of(new Values(masked(context, result)));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> masked(ActionContext context, Map<String, Object> result) {
        return (Map<String, Object>) context.masker().maskAll(result);
    }

    private static Outcome refused(ActionContext context, String why) {
        return Outcome.Failed.because(context.masker().mask(why));
    }

    /** What it would drop now, for the approval beside the step. */
    @Override
    public Values pending(ActionContext context) {
        try (Connection connection = Target.of(context).open()) {
            Inputs inputs = new Inputs(context.inputs());
            StepEffect effect = StepEffect.of(context, connection, step(inputs));
            List<Thing> due = new Cleanup(connection, effect, false).due();
            return Values.of(
                    "drops",
                    due.stream()
                            .map(thing -> context.masker().mask(thing.words()))
                            .toList());
        } catch (TargetRefused refused) {
            return Values.of("problem", context.masker().mask(String.valueOf(refused.getMessage())));
        } catch (SQLException failed) {
            return Values.of("problem", context.masker().mask(ServerError.sentence(failed)));
        }
    }

    private static String step(Inputs inputs) {
        return inputs.text("step").orElseThrow(() -> new TargetRefused("step is missing; name a pg.migrate step."));
    }

    @Override
    public List<String> probe(ActionContext context) {
        return Probe.reach(context);
    }
}
