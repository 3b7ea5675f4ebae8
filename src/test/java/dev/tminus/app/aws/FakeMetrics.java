package dev.tminus.app.aws;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;

/** CloudWatch, in its CBOR. */
public final class FakeMetrics {

    private final Map<String, Deque<Double>> values = new ConcurrentHashMap<>();

    /** From now on it measures this. */
    public void value(String metric, double value) {
        values(metric, value);
    }

    /** From now on it measures one after the other, and the last one for good. */
    public void values(String metric, Double... each) {
        values.put(metric, new ArrayDeque<>(List.of(each)));
    }

    private static double next(Deque<Double> values) {
        return values.size() > 1 ? values.remove() : values.element();
    }

    synchronized byte[] answer(String operation, byte[] body) {
        if (!operation.equals("GetMetricData")) {
            throw new Refusal(400, "UnknownOperationException", operation);
        }
        String asked = new String(body, StandardCharsets.ISO_8859_1);
        GetMetricDataResponse.Builder answer = GetMetricDataResponse.builder();
        List<Double> found = values.entrySet().stream()
                .filter(entry -> asked.contains(entry.getKey()))
                .map(entry -> next(entry.getValue()))
                .toList();
        answer.metricDataResults(MetricDataResult.builder()
                .id("wanted")
                .values(found)
                .timestamps(found.stream().map(value -> Instant.now()).toList())
                .build());
        return Cbor.of(answer.build());
    }
}
