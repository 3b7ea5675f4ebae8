package dev.tminus.app.docs;

import dev.tminus.action.StepAction;
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
import dev.tminus.app.postgres.preflight.PreflightAction;
import dev.tminus.app.postgres.sql.SqlAction;
import dev.tminus.app.shell.RunAction;
import dev.tminus.app.shell.Supervisor;
import dev.tminus.book.ActionType;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the actions that ship declare. */
final class ShippedActions {

    private ShippedActions() {}

    static List<ActionType> types(Path folder) {
        try (Supervisor supervisor = new Supervisor(folder, Map.of())) {
            return Stream.<StepAction>of(
                            new RunAction(supervisor),
                            new SqlAction(),
                            new HttpAction(),
                            new MigrateAction(InstantSource.system()),
                            new SchemaAction(),
                            new PreflightAction(),
                            new ActivityAction(),
                            new DrainAction(),
                            new CleanupAction(),
                            new DumpAction(),
                            new RestoreTestAction(),
                            new RestoreAction(),
                            new AnalyzeAction())
                    .map(StepAction::type)
                    .toList();
        }
    }
}
