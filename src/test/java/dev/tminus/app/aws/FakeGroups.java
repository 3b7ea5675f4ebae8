package dev.tminus.app.aws;

import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.rds.model.DescribeDbParametersResponse;
import software.amazon.awssdk.services.rds.model.ModifyDbParameterGroupResponse;
import software.amazon.awssdk.services.rds.model.Parameter;
import software.amazon.awssdk.services.rds.model.ResetDbParameterGroupResponse;

/** One parameter group, {@code donations}, in pages of one parameter. */
final class FakeGroups {

    private final Map<String, Parameter> parameters = new LinkedHashMap<>();

    FakeGroups() {
        add("max_connections", "200", "static");
        add("log_min_duration_statement", "-1", "dynamic");
        add("work_mem", "4096", "dynamic");
    }

    private void add(String name, String value, String applyType) {
        parameters.put(
                name,
                Parameter.builder()
                        .parameterName(name)
                        .parameterValue(value)
                        .applyType(applyType)
                        .source("engine-default")
                        .isModifiable(true)
                        .build());
    }

    String value(String name) {
        return parameters.get(name).parameterValue();
    }

    SdkPojo describe(Parameters ask) {
        int at = ask.number("Marker").orElse(0);
        var names = parameters.keySet().stream().toList();
        return DescribeDbParametersResponse.builder()
                .parameters(parameters.get(names.get(at)))
                .marker(at + 1 < names.size() ? String.valueOf(at + 1) : null)
                .build();
    }

    SdkPojo modify(Parameters ask) {
        for (int i = 1; ask.get(key(i, "ParameterName")).isPresent(); i++) {
            String value = ask.text(key(i, "ParameterValue"));
            requireMethod(ask, i);
            parameters.computeIfPresent(
                    ask.text(key(i, "ParameterName")),
                    (same, old) ->
                            old.toBuilder().parameterValue(value).source("user").build());
        }
        return ModifyDbParameterGroupResponse.builder()
                .dbParameterGroupName(ask.text("DBParameterGroupName"))
                .build();
    }

    SdkPojo reset(Parameters ask) {
        for (int i = 1; ask.get(key(i, "ParameterName")).isPresent(); i++) {
            requireMethod(ask, i);
            parameters.computeIfPresent(
                    ask.text(key(i, "ParameterName")),
                    (same, old) -> old.toBuilder()
                            .parameterValue("-1")
                            .source("engine-default")
                            .build());
        }
        return ResetDbParameterGroupResponse.builder()
                .dbParameterGroupName(ask.text("DBParameterGroupName"))
                .build();
    }

    private void requireMethod(Parameters ask, int i) {
        boolean dynamic =
                parameters.get(ask.text(key(i, "ParameterName"))).applyType().equals("dynamic");
        if (!dynamic && ask.text(key(i, "ApplyMethod")).equals("immediate")) {
            throw new Refusal(
                    400, "InvalidParameterCombination", "cannot use immediate apply method for static parameter");
        }
    }

    private static String key(int i, String field) {
        return "Parameters.Parameter.%d.%s".formatted(i, field);
    }
}
