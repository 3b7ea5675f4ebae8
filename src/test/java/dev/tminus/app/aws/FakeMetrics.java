package dev.tminus.app.aws;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;

/** CloudWatch, in its CBOR. */
public final class FakeMetrics {

    private final Map<String, Double> values = new ConcurrentHashMap<>();

    /** From now on it measures this. */
    public void value(String metric, double value) {
        values.put(metric, value);
    }

    byte[] answer(String operation, byte[] body) {
        if (!operation.equals("GetMetricData")) {
            throw new Refusal(400, "UnknownOperationException", operation);
        }
        String asked = new String(body, StandardCharsets.ISO_8859_1);
        GetMetricDataResponse.Builder answer = GetMetricDataResponse.builder();
        List<Double> found = values.entrySet().stream()
                .filter(entry -> asked.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        answer.metricDataResults(MetricDataResult.builder()
                .id("wanted")
                .values(found)
                .timestamps(found.stream().map(value -> Instant.now()).toList())
                .build());
        return Cbor.of(answer.build());
    }
}
