package dev.tminus.book;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A runbook as read and checked.
 *
 * @param text its canonical JSON: everything it says, keys sorted where order means nothing; reading it gives an equal
 *     runbook, so a run can go on without the file
 * @param digest SHA-256, in lower-case hex, of its executable content and of the files it names: without names, docs,
 *     help, tags, estimates and comments
 * @param files digest by path (relative to the runbook) of the files it names
 * @param notices the {@code notify} block: {@code slack}, {@code audiences}
 */
public record Runbook(
        String id,
        String name,
        Optional<String> owner,
        Optional<String> docs,
        List<String> tags,
        Map<String, Input> inputs,
        Map<String, Template> vars,
        Map<String, Role> roles,
        Map<String, Secret> secrets,
        Map<String, Connection> connections,
        Map<String, Environment> environments,
        Optional<Lock> lock,
        Map<String, Template> notices,
        List<Phase> phases,
        Map<String, Scenario> rollbacks,
        Map<String, Group> groups,
        Map<String, String> files,
        String text,
        String digest) {

    public Runbook {
        tags = List.copyOf(tags);
        inputs = ordered(inputs);
        vars = ordered(vars);
        roles = ordered(roles);
        secrets = ordered(secrets);
        connections = ordered(connections);
        environments = ordered(environments);
        notices = ordered(notices);
        phases = List.copyOf(phases);
        rollbacks = ordered(rollbacks);
        groups = ordered(groups);
        files = ordered(files);
    }

    /** Every step of every phase and scenario, outside in, without those of groups. */
    public Stream<Step> steps() {
        return Stream.concat(
                        phases.stream().flatMap(phase -> phase.steps().stream()),
                        rollbacks.values().stream()
                                .flatMap(scenario ->
                                        Stream.concat(scenario.before().stream(), scenario.steps().stream())))
                .flatMap(Step::all);
    }

    private static <T> Map<String, T> ordered(Map<String, T> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
