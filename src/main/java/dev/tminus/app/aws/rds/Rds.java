package dev.tminus.app.aws.rds;

import dev.tminus.app.aws.AwsTrouble;
import dev.tminus.app.aws.Calls;
import dev.tminus.app.aws.Connector;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/** RDS in one region: what is there, by name. Safe for threads. */
final class Rds {

    private final RdsClient client;

    Rds(Connector connector) {
        this.client = Calls.make("rds:DescribeDBInstances", () -> connector.connect(RdsClient.builder(), "RDS"));
    }

    /** Makes any other call. */
    <T> T call(String operation, Function<RdsClient, T> call) {
        return Calls.make("rds:" + operation, () -> call.apply(client));
    }

    Optional<DBInstance> instance(String name) {
        try {
            return call("DescribeDBInstances", rds -> rds.describeDBInstances(ask -> ask.dbInstanceIdentifier(name)))
                    .dbInstances()
                    .stream()
                    .findFirst();
        } catch (AwsTrouble trouble) {
            if (trouble.is("DBInstanceNotFound")) {
                return Optional.empty();
            }
            throw trouble;
        }
    }

    DBInstance requireInstance(String name) {
        return instance(name)
                .orElseThrow(() ->
                        AwsTrouble.refused("There is no RDS instance %s in this account and region.".formatted(name)));
    }

    /** The names of all instances that use a parameter group. */
    List<String> instancesWith(String parameterGroup) {
        return call(
                "DescribeDBInstances",
                rds -> rds.describeDBInstancesPaginator().dbInstances().stream()
                        .filter(instance -> InstanceFacts.parameterGroup(instance)
                                .map(parameterGroup::equals)
                                .orElse(false))
                        .map(DBInstance::dbInstanceIdentifier)
                        .toList());
    }

    Optional<DBSnapshot> snapshot(String name) {
        try {
            return call("DescribeDBSnapshots", rds -> rds.describeDBSnapshots(ask -> ask.dbSnapshotIdentifier(name)))
                    .dbSnapshots()
                    .stream()
                    .filter(found -> name.equalsIgnoreCase(found.dbSnapshotIdentifier()))
                    .findFirst();
        } catch (AwsTrouble trouble) {
            if (trouble.is("DBSnapshotNotFound")) {
                return Optional.empty();
            }
            throw trouble;
        }
    }
}
