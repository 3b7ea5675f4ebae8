package dev.tminus.app.aws.rds;

import dev.tminus.app.aws.AwsTrouble;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.ApplyMethod;
import software.amazon.awssdk.services.rds.model.DescribeDbParametersResponse;
import software.amazon.awssdk.services.rds.model.Parameter;

/** A parameter group as it is, and how to change it. */
record ParameterGroup(String name, Map<String, Parameter> parameters) {

    private static final int PAGES = 50;

    /** RDS takes no more in one call. */
    private static final int AT_ONCE = 20;

    /** What is not so yet: values to set, names to reset. */
    record Change(Map<String, String> set, List<String> reset) {
        boolean isEmpty() {
            return set.isEmpty() && reset.isEmpty();
        }

        List<String> lines(ParameterGroup group) {
            List<String> lines = new ArrayList<>();
            set.forEach((name, value) -> lines.add("%s: %s -> %s".formatted(name, group.value(name), value)));
            reset.forEach(name -> lines.add("%s: %s -> default".formatted(name, group.value(name))));
            return lines;
        }
    }

    static ParameterGroup read(Rds rds, String name) {
        Map<String, Parameter> all = new LinkedHashMap<>();
        String marker = null;
        for (int page = 0; page == 0 || (marker != null && page < PAGES); page++) {
            String from = marker;
            DescribeDbParametersResponse answer = rds.call(
                    "DescribeDBParameters",
                    client -> client.describeDBParameters(
                            ask -> ask.dbParameterGroupName(name).marker(from)));
            answer.parameters().forEach(parameter -> all.put(parameter.parameterName(), parameter));
            marker = answer.marker();
        }
        return new ParameterGroup(name, all);
    }

    String value(String parameter) {
        return Optional.ofNullable(parameters.get(parameter))
                .flatMap(found -> Optional.ofNullable(found.parameterValue()))
                .orElse("");
    }

    Change change(Map<String, String> set, List<String> reset) {
        Map<String, String> missing = new LinkedHashMap<>();
        set.forEach((parameter, value) -> {
            if (!value.equals(require(parameter).parameterValue())) {
                missing.put(parameter, value);
            }
        });
        return new Change(
                missing,
                reset.stream()
                        .filter(parameter -> "user".equals(require(parameter).source()))
                        .toList());
    }

    private Parameter require(String parameter) {
        Parameter found = parameters.get(parameter);
        if (found == null) {
            throw AwsTrouble.refused("Parameter group %s has no parameter %s.".formatted(name, parameter));
        }
        if (Boolean.FALSE.equals(found.isModifiable())) {
            throw AwsTrouble.refused("AWS lets nobody change the parameter %s.".formatted(parameter));
        }
        return found;
    }

    void make(Rds rds, Change change) {
        List<Parameter> set = new ArrayList<>();
        change.set()
                .forEach((parameter, value) ->
                        set.add(asked(parameter).parameterValue(value).build()));
        for (int from = 0; from < set.size(); from += AT_ONCE) {
            List<Parameter> some = set.subList(from, Math.min(set.size(), from + AT_ONCE));
            rds.call(
                    "ModifyDBParameterGroup",
                    client -> client.modifyDBParameterGroup(
                            ask -> ask.dbParameterGroupName(name).parameters(some)));
        }
        List<Parameter> reset = change.reset().stream()
                .map(parameter -> asked(parameter).build())
                .toList();
        for (int from = 0; from < reset.size(); from += AT_ONCE) {
            List<Parameter> some = reset.subList(from, Math.min(reset.size(), from + AT_ONCE));
            rds.call(
                    "ResetDBParameterGroup",
                    client -> client.resetDBParameterGroup(
                            ask -> ask.dbParameterGroupName(name).parameters(some)));
        }
    }

    private Parameter.Builder asked(String parameter) {
        boolean dynamic = "dynamic".equals(require(parameter).applyType());
        return Parameter.builder()
                .parameterName(parameter)
                .applyMethod(dynamic ? ApplyMethod.IMMEDIATE : ApplyMethod.PENDING_REBOOT);
    }
}
