package dev.tminus.app.aws;

import dev.tminus.app.aws.cloudwatch.MetricAction;
import dev.tminus.app.aws.rds.RdsActions;
import java.util.ArrayList;
import java.util.List;

/** Every action that asks AWS. */
public final class AwsActions {

    private AwsActions() {}

    public static List<AwsAction> all(AwsAccess access) {
        List<AwsAction> all = new ArrayList<>(RdsActions.all(access));
        all.add(new MetricAction(access));
        return all;
    }
}
