package dev.tminus.app.docs;

import dev.tminus.action.StepAction;
import dev.tminus.app.http.HttpAction;
import dev.tminus.app.postgres.ActivityAction;
import dev.tminus.app.postgres.AnalyzeAction;
import dev.tminus.app.postgres.CleanupAction;
import dev.tminus.app.postgres.DrainAction;
import dev.tminus.app.postgres.DumpAction;
import dev.tminus.app.postgres.MigrateAction;
import dev.tminus.app.postgres.PreflightAction;
import dev.tminus.app.postgres.RestoreAction;
import dev.tminus.app.postgres.RestoreTestAction;
import dev.tminus.app.postgres.SchemaAction;
import dev.tminus.app.postgres.SqlAction;
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
