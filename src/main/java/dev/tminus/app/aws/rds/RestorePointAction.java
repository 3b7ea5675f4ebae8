package dev.tminus.app.aws.rds;

import dev.tminus.action.ActionContext;
import dev.tminus.app.aws.AwsAccess;
import dev.tminus.app.aws.AwsInputs;
import dev.tminus.app.aws.AwsTrouble;
import dev.tminus.app.aws.Guard.May;
import dev.tminus.book.ActionType;
import dev.tminus.book.ActionType.DryRun;
import dev.tminus.book.ActionType.Repeat;
import dev.tminus.book.Values;
import dev.tminus.run.Outcome;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceToPointInTimeRequest;

/** The action {@code rds.restore_point_in_time}: a new instance as the source was at a moment. */
final class RestorePointAction extends RdsAction {

    private final Restoring restoring;

    RestorePointAction(AwsAccess access) {
        super(
                access,
                type("rds.restore_point_in_time"),
                Restoring.permissions("rds:RestoreDBInstanceToPointInTime", RdsKeys.DESCRIBE));
        this.restoring = new Restoring(access, guard());
    }

    private static ActionType type(String name) {
        return new ActionType(
                name,
                "Restores an instance as it was at a moment, as a new instance, and waits until it is available. It is set as "
                        + "the source is. A moment that backups have not reached yet is waited for. Result: loses is the time "
                        + "since that moment, whose writes the new instance lacks; differences what it did not keep.",
                Optional.empty(),
                List.of(
                        ActionType.Key.required(
                                "source", RdsKeys.TEXT, "The instance to restore. Example: source: donations-prod"),
                        RdsKeys.instance("Name of the new instance"),
                        ActionType.Key.required("at", RdsKeys.TEXT, "The moment, or latest. Example: at: latest")),
                List.of(),
                Restoring.fields(),
                Repeat.CHECK_FIRST,
                DryRun.PROBE,
                Optional.empty(),
                """
                rds.restore_point_in_time: { source: donations-prod, instance: "drill-${{ run.stamp }}", at: latest }
                """);
    }

    @Override
    Outcome look(Rds rds, ActionContext context, May may) {
        return restoring.look(rds, context, may, asked(context));
    }

    @Override
    public Values pending(ActionContext context) {
        return restoring.pending(context, rds(context), asked(context));
    }

    private Restoring.Asked asked(ActionContext context) {
        AwsInputs inputs = AwsInputs.of(context);
        String source = inputs.required("source");
        String instance = inputs.required("instance");
        Optional<Instant> at = moment(inputs.required("at"));
        return new Restoring.Asked() {
            @Override
            public String instance() {
                return instance;
            }

            @Override
            public String like() {
                return source;
            }

            @Override
            public Instant to(Rds rds) {
                return at.orElseGet(() -> latest(rds.requireInstance(source)));
            }

            @Override
            public Outcome begin(Rds rds, RestoreSettings settings) {
                Instant latest = latest(settings.like());
                if (at.isPresent() && at.get().isAfter(latest)) {
                    return guard().notYet(
                                    context,
                                    Values.of("latest_restorable_time", latest),
                                    "%s can be restored up to %s so far".formatted(source, latest));
                }
                RestoreDbInstanceToPointInTimeRequest ask = settings.onto(
                                RestoreDbInstanceToPointInTimeRequest.builder()
                                        .sourceDBInstanceIdentifier(source)
                                        .targetDBInstanceIdentifier(instance)
                                        .restoreTime(at.orElse(null))
                                        .useLatestRestorableTime(at.isEmpty() ? true : null)
                                        .tags(Ownership.tags(context)))
                        .build();
                return restoring.create(
                        context,
                        instance,
                        to(rds),
                        () -> rds.call(
                                "RestoreDBInstanceToPointInTime",
                                client -> client.restoreDBInstanceToPointInTime(ask)));
            }
        };
    }

    private static Instant latest(DBInstance source) {
        return Optional.ofNullable(source.latestRestorableTime())
                .orElseThrow(
                        () -> AwsTrouble.refused("%s keeps no backups to restore from (backup_retention_days is %s)."
                                .formatted(source.dbInstanceIdentifier(), source.backupRetentionPeriod())));
    }

    private static Optional<Instant> moment(String at) {
        try {
            return at.equals("latest") ? Optional.empty() : Optional.of(Instant.parse(at));
        } catch (DateTimeParseException other) {
            throw AwsTrouble.refused(
                    "at must be latest or a moment such as 2026-12-01T01:00:00Z, was '%s'.".formatted(at));
        }
    }

    @Override
    List<String> missing(Rds rds, ActionContext context) {
        latest(rds.requireInstance(AwsInputs.of(context).required("source")));
        return Quota.full(rds, "DBInstances");
    }
}
