package dev.tminus.app.postgres.migrate;

import dev.tminus.action.ActionContext;
import dev.tminus.action.StepAction;
import dev.tminus.action.Trial;
import dev.tminus.action.TrialRoom;
import dev.tminus.app.postgres.activity.ActivityAction;
import dev.tminus.app.postgres.activity.StatementCosts;
import dev.tminus.app.postgres.catalog.TableFigures;
import dev.tminus.app.postgres.database.OlderSessions;
import dev.tminus.app.postgres.database.Probe;
import dev.tminus.app.postgres.database.ServerError;
import dev.tminus.app.postgres.database.Target;
import dev.tminus.app.postgres.database.TargetRefused;
import dev.tminus.app.postgres.database.TargetWork;
import dev.tminus.app.postgres.records.FingerprintStore;
import dev.tminus.app.postgres.records.StepEffect;
import dev.tminus.app.postgres.records.StepKey;
import dev.tminus.app.postgres.schema.SchemaPrint;
import dev.tminus.book.ActionType;
import dev.tminus.book.Problem;
import dev.tminus.book.Values;
import dev.tminus.forecast.Tables;
import dev.tminus.run.Outcome;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The action {@code pg.migrate}: applies a directory of migrations and keeps their tool's own records.
 *
 * <p>The schema's fingerprint is taken and kept before anything changes, so that a rollback can prove that it led back.
 */
public final class MigrateAction implements StepAction {

    private final InstantSource clock;

    public MigrateAction(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public ActionType type() {
        return MigrateType.TYPE;
    }

    @Override
    public Outcome perform(ActionContext context) {
        return TargetWork.perform(context, Target.Mode.SCRIPTS, connection -> {
            MigrateRequest request = MigrateRequest.of(context);
            SchemaPrint before = SchemaPrint.of(connection);
            new FingerprintStore(context).keepBefore(connection, before);
            keep(context, connection, () -> StatementCosts.read(connection).keep(context, ActivityAction.BEFORE));
            keep(context, connection, () -> StepEffect.begin(context, connection));
            Tables tables = TableFigures.read(connection);
            Verdicts verdicts = new Verdicts(context, context.step(), request, clock);
            if (request.resolve() == MigrateRequest.Resolve.PROVEN) {
                verdicts.resolveProven(connection);
            }
            try (StepWatch step = StepWatch.over(context, connection, request)) {
                MigrationReport report = request.migrator(clock).deploy(connection, request.patience(), step.watch());
                say(context, report);
                keep(context, connection, () -> StepEffect.end(context, connection));
                Outcome outcome = new MigrateOutcome(context, step.watch(), verdicts).of(report, before, connection);
                return TableFigures.with(outcome, tables);
            }
        });
    }

    private interface Keeping {
        void run() throws SQLException;
    }

    /** What a later comparison or clean-up wants; that it cannot be had is no reason to call a migration failed. */
    private static void keep(ActionContext context, Connection connection, Keeping keeping) throws SQLException {
        if (connection.isClosed()) {
            return;
        }
        try {
            keeping.run();
        } catch (SQLException | TargetRefused unreadable) {
            context.output()
                    .show(context.masker().mask("not kept for later steps: %s%n".formatted(unreadable.getMessage())));
        }
    }

    private static void say(ActionContext context, MigrationReport report) {
        StringBuilder text = new StringBuilder();
        report.applied()
                .forEach(applied -> text.append("applied %s in %s%s%n"
                        .formatted(
                                applied.name(),
                                dev.tminus.book.Durations.text(applied.took()),
                                applied.attempts() > 1 ? " at attempt " + applied.attempts() : "")));
        report.edited().forEach(name -> text.append("edited since it was applied: %s%n".formatted(name)));
        report.failed().ifPresent(failure -> text.append("failed %s%n".formatted(failure.name())));
        report.pending().forEach(migration -> text.append("pending %s%n".formatted(migration.name())));
        context.output().show(context.masker().mask(text.toString()));
    }

    @Override
    public Outcome lookAfter(ActionContext context) throws InterruptedException {
        try (Connection connection = Target.of(context).open(Target.Mode.SCRIPTS)) {
            List<Long> left = OlderSessions.end(connection, context.run().value(), context.epoch());
            Migrator migrator = MigrateRequest.of(context).migrator(clock);
            MigrationLook look = migrator.look(connection);
            if (!left.isEmpty() || look.deploying()) {
                return new Outcome.NotYet(Duration.ofSeconds(5), context.earlier());
            }
            keep(context, connection, () -> StepEffect.end(context, connection));
            return settled(context, migrator, look, connection);
        } catch (TargetRefused refused) {
            return new Outcome.Unknown(context.masker().mask(String.valueOf(refused.getMessage())));
        } catch (SQLException | UncheckedIOException failed) {
            return new Outcome.Unknown(context.masker().mask("The target could not be asked: " + failed.getMessage()));
        }
    }

    /** What the journal of statements, the records and the catalog prove is settled first; the rest is for a person. */
    private Outcome settled(ActionContext context, Migrator migrator, MigrationLook look, Connection connection)
            throws SQLException {
        Verdicts verdicts = new Verdicts(context, context.step(), MigrateRequest.of(context), clock);
        if (look.unfinished().isEmpty()) {
            return new MigrateOutcome(context, MigrationWatch.none(), verdicts).after(look, Set.of(), connection);
        }
        MigrationWatch watch = new MigrationWatch(
                Optional.empty(),
                StatementJournal.on(connection, StepKey.of(context)),
                MigrationWatch.Terms.NONE,
                line -> context.output().show(context.masker().mask(line) + "\n"));
        Set<String> resumable = migrator.settle(connection, watch);
        return new MigrateOutcome(context, watch, verdicts).after(migrator.look(connection), resumable, connection);
    }

    /** Each pending file with its checksum; what an approval beside the step is bound to. */
    @Override
    public Values pending(ActionContext context) {
        try (Connection connection = Target.of(context).open(Target.Mode.SCRIPTS)) {
            MigrateRequest request = MigrateRequest.of(context);
            MigrationLook look = request.migrator(clock).look(connection);
            Map<String, Object> pending = new LinkedHashMap<>();
            pending.put("database", Target.of(context).toString());
            pending.put(
                    "pending", look.pending().stream().map(MigrateOutcome::file).toList());
            pending.put("not_rehearsed", notRehearsed(context, look));
            pending.put("already_applied", (long) look.applied().size());
            pending.put(
                    "unfinished",
                    look.unfinished().stream().map(MigrationLook.Attempt::name).toList());
            pending.put("edited", look.edited());
            return new Values(pending);
        } catch (TargetRefused | UncheckedIOException refused) {
            return Values.of("problem", context.masker().mask(String.valueOf(refused.getMessage())));
        } catch (SQLException failed) {
            return Values.of("problem", context.masker().mask(ServerError.sentence(failed)));
        }
    }

    /** Pending here, and not applied by the rehearsal of this very runbook; none where there was no rehearsal. */
    private static List<String> notRehearsed(ActionContext context, MigrationLook look) {
        Optional<Set<String>> rehearsed =
                context.rehearsed().map(result -> StepWatch.footprints(result).keySet());
        return look.pending().stream()
                .map(Migration::name)
                .filter(name -> rehearsed.isPresent() && !rehearsed.get().contains(name))
                .toList();
    }

    @Override
    public Values figures(ActionContext context) {
        return TableFigures.of(context, connection -> LockHolders.look(context, connection));
    }

    @Override
    public List<Problem> risks(ActionContext context) {
        return MigrationRisks.pending(context, clock);
    }

    @Override
    public List<String> probe(ActionContext context) {
        return Probe.with(context, Target.Mode.SCRIPTS, connection -> {
            MigrationLook look = MigrateRequest.of(context).migrator(clock).look(connection);
            List<String> findings = new ArrayList<>();
            look.unfinished()
                    .forEach(attempt -> findings.add(
                            "Migration %s was begun and not finished; resolve it first.".formatted(attempt.name())));
            look.edited()
                    .forEach(name -> findings.add("Migration %s was edited after it was applied.".formatted(name)));
            look.absent()
                    .forEach(name -> findings.add("Migration %s is applied, but its file is gone.".formatted(name)));
            notRehearsed(context, look)
                    .forEach(name -> findings.add(
                            "Migration %s was not applied in the last rehearsal: nothing holds it to what it may do."
                                    .formatted(name)));
            Optional.of(look)
                    .filter(MigrationLook::deploying)
                    .ifPresent(busy -> findings.add("Another session is migrating this database now."));
            return findings;
        });
    }

    @Override
    public Trial trial(ActionContext context, TrialRoom room) {
        return MigrateTrial.of(context, room, clock);
    }
}
