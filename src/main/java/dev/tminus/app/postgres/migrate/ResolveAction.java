package dev.tminus.app.postgres.migrate;

import dev.tminus.action.ActionContext;
import dev.tminus.action.StepAction;
import dev.tminus.app.postgres.database.Inputs;
import dev.tminus.app.postgres.database.Probe;
import dev.tminus.app.postgres.database.ServerError;
import dev.tminus.app.postgres.database.Target;
import dev.tminus.app.postgres.database.TargetKeys;
import dev.tminus.app.postgres.database.TargetRefused;
import dev.tminus.app.postgres.database.TargetWork;
import dev.tminus.app.postgres.migrate.MigrationLook.Attempt;
import dev.tminus.app.postgres.migrate.Verdicts.Told;
import dev.tminus.app.postgres.verdict.Verdict;
import dev.tminus.app.postgres.verdict.Verdict.Resolve;
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
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The action {@code pg.resolve}: puts the record of a failed or interrupted migration right, as its tool would. */
public final class ResolveAction implements StepAction {

    private static final ActionType TYPE = new ActionType(
            "pg.resolve",
            "Looks what a failed or interrupted migration left (rolled back, committed but unrecorded, half-applied) and "
                    + "marks its record as prisma migrate resolve does: as applied or as rolled back. What is proven to be "
                    + "otherwise is refused. Without an unfinished migration it does nothing. Result: migration, verdict "
                    + "(rolled_back, committed_unrecorded, half_applied, open, or empty), resolved (applied, rolled_back, or empty).",
            Optional.empty(),
            TargetKeys.with(
                    ActionType.Key.required(
                            "tool",
                            new Shape.OneOf(List.of("prisma", "sql")),
                            "Whose migrations they are: prisma or sql. Example: tool: prisma"),
                    ActionType.Key.required(
                            "dir", TargetKeys.TEXT, "The folder with the migrations. Example: dir: prisma/migrations"),
                    ActionType.Key.optional(
                            "step",
                            new Shape.Reference(ActionType.Target.STEP),
                            "The pg.migrate step that began it, whose notes prove more than the catalog alone. Example: step: apply"),
                    ActionType.Key.optional(
                            "migration",
                            TargetKeys.TEXT,
                            "Which one; the unfinished one if not said. Example: migration: 20251113000000_init"),
                    ActionType.Key.optional(
                            "as",
                            new Shape.OneOf(List.of("proven", "applied", "rolled_back")),
                            "As what: proven (if not said) leaves alone what nobody can tell; applied and rolled_back are a "
                                    + "person's word for it. Example: as: rolled_back")),
            List.of(),
            result(),
            Repeat.SAFE,
            DryRun.PROBE,
            Optional.empty(),
            """
            pg.resolve: { db: main, tool: prisma, dir: prisma/migrations, step: apply }
            """);

    private final InstantSource clock;

    public ResolveAction(InstantSource clock) {
        this.clock = clock;
    }

    private static Map<String, Type> result() {
        Map<String, Type> fields = new LinkedHashMap<>();
        fields.put("migration", Simple.STRING);
        fields.put("verdict", Simple.STRING);
        fields.put("resolved", Simple.STRING);
        return fields;
    }

    @Override
    public ActionType type() {
        return TYPE;
    }

    @Override
    public Outcome perform(ActionContext context) {
        return TargetWork.perform(context, Target.Mode.SCRIPTS, connection -> {
            Optional<Attempt> open = open(context, connection);
            if (open.isEmpty()) {
                return Outcome.Done.of(result("", "", ""));
            }
            return resolved(context, open.get(), connection);
        });
    }

    private Outcome resolved(ActionContext context, Attempt attempt, Connection connection) throws SQLException {
        Verdicts verdicts = verdicts(context);
        Optional<Told> told = verdicts.unfinished(attempt, false, connection);
        Optional<Resolve> wanted = wanted(context);
        Optional<Resolve> proven = told.flatMap(found -> found.verdict().resolve());
        Verdict verdict = told.map(Told::verdict)
                .orElseGet(() -> new Verdict(
                        Verdict.Kind.OPEN,
                        attempt.name(),
                        "Its file is not the one it was begun with.",
                        List.of(),
                        List.of(),
                        Optional.empty()));
        if (wanted.isPresent() && proven.isPresent() && !wanted.equals(proven)) {
            return failed(
                    context,
                    "%s is not resolved as %s: the opposite is proven."
                            .formatted(attempt.name(), wanted.get().word()),
                    told);
        }
        Optional<Resolve> resolve = wanted.or(() -> proven);
        if (resolve.isEmpty()) {
            return failed(
                    context,
                    "%s is not resolved: %s. %s"
                            .formatted(attempt.name(), verdict.kind().words(), verdict.because()),
                    told);
        }
        verdicts.resolve(connection, verdict, resolve.get());
        return Outcome.Done.of(
                result(attempt.name(), verdict.kind().word(), resolve.get().word()));
    }

    private static Outcome failed(ActionContext context, String why, Optional<Told> told) {
        String text = why + told.map(found -> "\n" + found.text()).orElse("");
        return new Outcome.Failed(
                context.masker().mask(text),
                result(
                        told.map(found -> found.verdict().migration()).orElse(""),
                        told.map(found -> found.verdict().kind().word()).orElse("open"),
                        ""),
                Optional.empty());
    }

    private static Values result(String migration, String verdict, String resolved) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("migration", migration);
        fields.put("verdict", verdict);
        fields.put("resolved", resolved);
        return new Values(fields);
    }

    private Optional<Attempt> open(ActionContext context, Connection connection) throws SQLException {
        Optional<String> named = new Inputs(context.inputs()).text("migration");
        MigrationLook look = MigrateRequest.of(context).migrator(clock).look(connection);
        if (look.deploying()) {
            throw new MigrationRefused("Another session is migrating this database now; resolve when it ended.");
        }
        return look.unfinished().stream()
                .filter(attempt -> named.isEmpty() || named.get().equals(attempt.name()))
                .findFirst();
    }

    private static Optional<Resolve> wanted(ActionContext context) {
        String word = new Inputs(context.inputs()).text("as").orElse("proven");
        return switch (word) {
            case "proven" -> Optional.empty();
            case "applied" -> Optional.of(Resolve.APPLIED);
            case "rolled_back" -> Optional.of(Resolve.ROLLED_BACK);
            default -> throw new TargetRefused("as must be proven, applied or rolled_back, was '%s'.".formatted(word));
        };
    }

    private Verdicts verdicts(ActionContext context) {
        Optional<String> step = new Inputs(context.inputs()).text("step");
        return new Verdicts(context, step.orElse(context.step()), MigrateRequest.of(context), clock);
    }

    /** The verdict, for the approval beside the step. */
    @Override
    public Values pending(ActionContext context) {
        try (Connection connection = Target.of(context).open(Target.Mode.SCRIPTS)) {
            Optional<Attempt> open = open(context, connection);
            if (open.isEmpty()) {
                return Values.of("unfinished", "");
            }
            Optional<Told> told = verdicts(context).unfinished(open.get(), false, connection);
            return Values.of("unfinished", open.get().name())
                    .and("verdict", context.masker().mask(told.map(Told::text).orElse("its file has changed")));
        } catch (TargetRefused refused) {
            return Values.of("problem", context.masker().mask(String.valueOf(refused.getMessage())));
        } catch (SQLException failed) {
            return Values.of("problem", context.masker().mask(ServerError.sentence(failed)));
        }
    }

    @Override
    public List<String> probe(ActionContext context) {
        return Probe.reach(context);
    }
}
