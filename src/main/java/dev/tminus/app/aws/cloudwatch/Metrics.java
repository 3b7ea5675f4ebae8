package dev.tminus.app.aws.cloudwatch;

import dev.tminus.app.aws.Calls;
import dev.tminus.app.aws.Connector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;

/** CloudWatch in one region. Safe for threads. */
final class Metrics {

    private static final String GET = "cloudwatch:GetMetricData";

    private final CloudWatchClient client;

    Metrics(Connector connector) {
        this.client = Calls.make(GET, () -> connector.connect(CloudWatchClient.builder(), "CLOUDWATCH"));
    }

    /** Newest first. */
    List<Reading> readings(Asked asked) {
        List<Dimension> dimensions = asked.dimensions().entrySet().stream()
                .map(entry -> Dimension.builder()
                        .name(entry.getKey())
                        .value(entry.getValue())
                        .build())
                .toList();
        Metric metric = Metric.builder()
                .namespace(asked.namespace())
                .metricName(asked.metric())
                .dimensions(dimensions)
                .build();
        MetricDataQuery query = MetricDataQuery.builder()
                .id("wanted")
                .metricStat(stat -> stat.metric(metric)
                        .period((int) asked.period().toSeconds())
                        .stat(asked.statistic()))
                .build();
        List<Reading> readings = new ArrayList<>();
        for (MetricDataResult found : Calls.make(
                        GET,
                        () -> client.getMetricData(ask -> ask.startTime(asked.from())
                                .endTime(asked.to())
                                .scanBy(ScanBy.TIMESTAMP_DESCENDING)
                                .metricDataQueries(query)))
                .metricDataResults()) {
            for (int i = 0; i < found.timestamps().size(); i++) {
                readings.add(
                        new Reading(found.timestamps().get(i), found.values().get(i)));
            }
        }
        readings.sort(Comparator.comparing(Reading::at).reversed());
        return readings;
    }
}
