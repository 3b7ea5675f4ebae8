package dev.tminus.app.aws.cloudwatch;

import dev.tminus.action.ActionContext;
import dev.tminus.app.aws.AwsAccess;
import dev.tminus.app.aws.AwsAction;
import dev.tminus.app.aws.AwsInputs;
import dev.tminus.app.aws.AwsTrouble;
import dev.tminus.app.aws.Guard;
import dev.tminus.app.aws.Permission;
import dev.tminus.app.aws.Permitted;
import dev.tminus.book.ActionType;
import dev.tminus.book.ActionType.DryRun;
import dev.tminus.book.ActionType.Repeat;
import dev.tminus.book.ActionType.Shape;
import dev.tminus.book.Type;
import dev.tminus.book.Type.Simple;
import dev.tminus.book.Values;
import dev.tminus.run.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The action {@code cloudwatch.metric}: the newest value of a metric, for {@code poll} and for a baseline. */
public final class MetricAction implements AwsAction {

    private static final Shape TEXT = new Shape.Leaf(Simple.STRING);
    private static final Shape LENGTH = new Shape.Leaf(Simple.DURATION);
    private static final Duration PERIOD = Duration.ofMinutes(1);

    /** CloudWatch shows what RDS measures one to two minutes later. */
    private static final Duration LAST = Duration.ofMinutes(5);

    private static final List<Permission> PERMISSIONS = List.of(new Permission("cloudwatch:GetMetricData", "*"));

    private static final ActionType TYPE = new ActionType(
            "cloudwatch.metric",
            "The newest value of a CloudWatch metric. With `poll` and `hold` it is watched; a value captured before the change, "
                    + "over a longer period, is the baseline to compare with. A metric without any value yet is waited for. "
                    + "CloudWatch is one to two minutes behind, so it shows trends and guards no step of a migration.",
            Optional.empty(),
            List.of(
                    ActionType.Key.required("namespace", TEXT, "Namespace. Example: namespace: AWS/RDS"),
                    ActionType.Key.required("metric", TEXT, "Metric. Example: metric: CPUUtilization"),
                    ActionType.Key.optional(
                            "instance", TEXT, "An RDS instance, as its dimension. Example: instance: donations-prod"),
                    ActionType.Key.optional(
                            "dimensions",
                            new Shape.Table(TEXT),
                            "Other dimensions. Example: dimensions: { LoadBalancer: app/donations/1 }"),
                    ActionType.Key.optional(
                            "statistic",
                            TEXT,
                            "Average if nothing is said, or Minimum, Maximum, Sum, SampleCount, p99 ... Example: statistic: Maximum"),
                    ActionType.Key.optional(
                            "period",
                            LENGTH,
                            "What one value covers, one minute if nothing is said. Example: period: 5m"),
                    ActionType.Key.optional(
                            "last",
                            LENGTH,
                            "How old the newest value may be, five minutes or one period if nothing is said. Example: last: 10m")),
            List.of(),
            result(),
            Repeat.SAFE,
            DryRun.PROBE,
            Optional.empty(),
            """
            cloudwatch.metric: { namespace: AWS/RDS, instance: donations-prod, metric: CPUUtilization, statistic: Maximum }
            poll: { every: 1m, for: 15m, hold: result.value <= 80.0 }
            """);

    private final AwsAccess access;
    private final Guard guard;

    public MetricAction(AwsAccess access) {
        this.access = access;
        this.guard = new Guard(access);
    }

    private static Map<String, Type> result() {
        Map<String, Type> fields = new LinkedHashMap<>();
        fields.put("value", Simple.DOUBLE);
        fields.put("at", Simple.TIMESTAMP);
        fields.put("count", Simple.INT);
        return fields;
    }

    @Override
    public ActionType type() {
        return TYPE;
    }

    @Override
    public List<Permission> permissions() {
        return PERMISSIONS;
    }

    @Override
    public Outcome perform(ActionContext context) throws InterruptedException {
        return guard.perform(context, Repeat.SAFE, may -> look(context));
    }

    private Outcome look(ActionContext context) {
        Asked asked = asked(context);
        List<Reading> readings = metrics(context).readings(asked);
        if (readings.isEmpty()) {
            return guard.waiting(context, "%s has no value since %s".formatted(asked.metric(), asked.from()));
        }
        Reading newest = readings.get(0);
        return Outcome.Done.of(
                Values.of("value", newest.value()).and("at", newest.at()).and("count", (long) readings.size()));
    }

    private Metrics metrics(ActionContext context) {
        return access.client(context.aws(), Metrics.class, Metrics::new);
    }

    private Asked asked(ActionContext context) {
        AwsInputs inputs = AwsInputs.of(context);
        Map<String, String> dimensions = new LinkedHashMap<>(inputs.table("dimensions"));
        inputs.text("instance").ifPresent(name -> dimensions.put("DBInstanceIdentifier", name));
        Duration period = inputs.length("period", PERIOD);
        Instant now = access.now();
        Duration last = inputs.length("last", period.compareTo(LAST) < 0 ? LAST : period.plus(PERIOD));
        return new Asked(
                inputs.required("namespace"),
                inputs.required("metric"),
                dimensions,
                inputs.text("statistic").orElse("Average"),
                period,
                now.minus(last),
                now);
    }

    @Override
    public List<String> probe(ActionContext context) {
        try {
            metrics(context).readings(asked(context));
            return new Permitted(access).missing(context, PERMISSIONS);
        } catch (AwsTrouble trouble) {
            return List.of(context.masker().mask(trouble.sentence()));
        }
    }
}
