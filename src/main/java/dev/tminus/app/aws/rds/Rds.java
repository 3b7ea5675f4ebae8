package dev.tminus.app.aws.rds;

import dev.tminus.app.aws.AwsTrouble;
import dev.tminus.app.aws.Calls;
import dev.tminus.app.aws.Connector;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.Filter;

/** RDS in one region: what is there, by name or by the id that a rename does not change. Safe for threads. */
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

    /** The instance with that id, whatever its name is now. */
    Optional<DBInstance> byResource(String id) {
        Filter same = Filter.builder().name("dbi-resource-id").values(id).build();
        return call("DescribeDBInstances", rds -> rds.describeDBInstances(ask -> ask.filters(same)))
                .dbInstances()
                .stream()
                .filter(instance -> id.equals(instance.dbiResourceId()))
                .findFirst();
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
