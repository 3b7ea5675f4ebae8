package dev.tminus.app.aws.rds;

import dev.tminus.app.aws.AwsAccess;
import dev.tminus.app.aws.AwsAction;
import java.util.List;

/** The actions on RDS; the one list of them. */
public final class RdsActions {

    private RdsActions() {}

    public static List<AwsAction> all(AwsAccess access) {
        return List.of(
                new InstanceAction(access),
                new SnapshotAction(access),
                new RestoreAction(access),
                new RestorePointAction(access),
                new RenameAction(access),
                new SwapAction(access),
                new ParametersAction(access),
                new DeleteAction(access),
                new EventsAction(access),
                new ArchiveAction(access));
    }
}
