package dev.tminus.app.aws;

import dev.tminus.app.aws.rds.RdsActions;
import java.util.ArrayList;
import java.util.List;

/** Every action that asks AWS. */
public final class AwsActions {

    private AwsActions() {}

    public static List<AwsAction> all(AwsAccess access) {
        return new ArrayList<>(RdsActions.all(access));
    }
}
