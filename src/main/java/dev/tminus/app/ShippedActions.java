package dev.tminus.app;

import dev.tminus.action.StepAction;
import dev.tminus.app.aws.AwsAccess;
import dev.tminus.app.aws.Pauses;
import dev.tminus.app.aws.cloudwatch.MetricAction;
import dev.tminus.app.aws.rds.RdsActions;
import dev.tminus.app.http.HttpAction;
import dev.tminus.app.postgres.activity.ActivityAction;
import dev.tminus.app.postgres.activity.DrainAction;
import dev.tminus.app.postgres.backup.DumpAction;
import dev.tminus.app.postgres.backup.RestoreAction;
import dev.tminus.app.postgres.backup.RestoreTestAction;
import dev.tminus.app.postgres.catalog.AnalyzeAction;
import dev.tminus.app.postgres.cleanup.CleanupAction;
import dev.tminus.app.postgres.compare.SchemaAction;
import dev.tminus.app.postgres.migrate.MigrateAction;
import dev.tminus.app.postgres.migrate.ResolveAction;
import dev.tminus.app.postgres.preflight.PreflightAction;
import dev.tminus.app.postgres.sql.SqlAction;
import dev.tminus.app.shell.RunAction;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The actions that come with Tminus; the one list of them. */
public final class ShippedActions {

    private ShippedActions() {}

    public static List<StepAction> all(RunAction run, InstantSource clock) {
        return all(run, clock, new AwsAccess(Map.of(), clock, Pauses.AWS));
    }

    public static List<StepAction> all(RunAction run, InstantSource clock, AwsAccess aws) {
        List<StepAction> all = new ArrayList<>(here(run, clock));
        all.addAll(RdsActions.all(aws));
        all.add(new MetricAction(aws));
        return all;
    }

    private static List<StepAction> here(RunAction run, InstantSource clock) {
        return List.of(
                run,
                new SqlAction(),
                new HttpAction(),
                new MigrateAction(clock),
                new SchemaAction(),
                new AnalyzeAction(),
                new PreflightAction(),
                new ActivityAction(),
                new DrainAction(),
                new CleanupAction(),
                new ResolveAction(clock),
                new DumpAction(),
                new RestoreTestAction(),
                new RestoreAction());
    }
}
