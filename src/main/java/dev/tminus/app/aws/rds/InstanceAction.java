package dev.tminus.app.aws.rds;

import dev.tminus.action.ActionContext;
import dev.tminus.app.aws.AwsAccess;
import dev.tminus.app.aws.AwsInputs;
import dev.tminus.app.aws.Guard.May;
import dev.tminus.app.aws.Permission;
import dev.tminus.book.ActionType;
import dev.tminus.book.ActionType.DryRun;
import dev.tminus.book.ActionType.Repeat;
import dev.tminus.book.Values;
import dev.tminus.run.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** The action {@code rds.instance}: how an instance is set and how it is, for checks on it. */
final class InstanceAction extends RdsAction {

    InstanceAction(AwsAccess access) {
        super(
                access,
                type("rds.instance"),
                List.of(RdsKeys.DESCRIBE, new Permission("rds:DescribePendingMaintenanceActions", "rds:db")));
    }

    private static ActionType type(String name) {
        return new ActionType(
                name,
                "Says how an instance is set and how it is: backups, point-in-time window, pending changes and maintenance, "
                        + "engine, storage, network. Changes nothing. latest_restorable_time is not there where "
                        + "backup_retention_days is 0.",
                Optional.empty(),
                List.of(RdsKeys.instance("The instance")),
                List.of(),
                InstanceFacts.fields(),
                Repeat.SAFE,
                DryRun.PROBE,
                Optional.empty(),
                """
                rds.instance: { instance: donations-prod }
                expect:
                  - result.backup_retention_days >= 30
                  - now - result.latest_restorable_time < duration("15m")
                """);
    }

    @Override
    Outcome look(Rds rds, ActionContext context, May may) {
        DBInstance instance = rds.requireInstance(AwsInputs.of(context).required("instance"));
        Values values = InstanceFacts.values(instance);
        List<String> pending = new ArrayList<>(InstanceFacts.pending(instance));
        maintenance(rds, instance.dbInstanceArn()).forEach(pending::add);
        return Outcome.Done.of(values.and("pending_changes", pending));
    }

    private static Stream<String> maintenance(Rds rds, String arn) {
        return rds
                .call(
                        "DescribePendingMaintenanceActions",
                        client -> client.describePendingMaintenanceActions(ask -> ask.resourceIdentifier(arn)))
                .pendingMaintenanceActions()
                .stream()
                .filter(resource -> arn.equals(resource.resourceIdentifier()))
                .flatMap(resource -> resource.pendingMaintenanceActionDetails().stream())
                .map(action -> "maintenance %s: %s".formatted(action.action(), action.description()));
    }

    @Override
    List<String> missing(Rds rds, ActionContext context) {
        rds.requireInstance(AwsInputs.of(context).required("instance"));
        return List.of();
    }
}
