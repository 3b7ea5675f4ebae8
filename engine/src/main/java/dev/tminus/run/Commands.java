package dev.tminus.run;

import dev.tminus.book.Evidence;
import dev.tminus.book.Input;
import java.util.ArrayList;
import java.util.List;

/** The exact commands that end a wait. */
final class Commands {

    private Commands() {}

    static List<String> ending(Moment moment, String key, Wait wait, List<String> options, List<Input> fields) {
        String run = moment.run().start().id();
        return switch (wait.kind()) {
            case APPROVE ->
                List.of(
                        "tminus approve %s %s".formatted(run, key),
                        "tminus reject %s %s --reason ...".formatted(run, key));
            case DECIDE ->
                options.stream()
                        .map(option -> "tminus decide %s %s %s".formatted(run, key, option))
                        .toList();
            case ASK -> List.of("tminus answer %s %s%s".formatted(run, key, values(fields)));
            case MANUAL ->
                List.of(
                        "tminus done %s %s%s".formatted(run, key, evidence(moment, key)),
                        "tminus fail %s %s --reason ...".formatted(run, key));
            case CONFIRM ->
                List.of(
                        "tminus confirm %s %s".formatted(run, key),
                        "tminus confirm %s %s --no --reason ...".formatted(run, key));
            case UNKNOWN, FAILURE -> afterFailure(moment, run, key);
            case TIME -> time(moment, run, key, wait);
            case LOCK -> List.of();
            case PAUSED -> List.of("tminus reschedule %s --window ... --reason ...".formatted(run));
        };
    }

    private static String values(List<Input> fields) {
        StringBuilder text = new StringBuilder();
        fields.forEach(field -> text.append(' ').append(field.name()).append("=..."));
        return text.toString();
    }

    private static String evidence(Moment moment, String key) {
        StringBuilder text = new StringBuilder();
        moment.find(key).ifPresent(place -> {
            for (Evidence evidence : place.step().judgement().evidence()) {
                if (evidence.required()) {
                    text.append(" --evidence ").append(evidence.name()).append("=...");
                }
            }
        });
        return text.toString();
    }

    private static List<String> afterFailure(Moment moment, String run, String key) {
        List<String> all = new ArrayList<>();
        all.add("tminus retry %s %s --reason ...".formatted(run, key));
        boolean required = moment.find(key)
                .map(place -> moment.plan()
                        .environment()
                        .policy()
                        .required()
                        .contains(place.step().id()))
                .orElse(false);
        if (!required) {
            all.add("tminus skip %s %s --reason ...".formatted(run, key));
        }
        if (moment.plan().phase(key).isEmpty()) {
            all.add("tminus fixed %s %s --reason ...".formatted(run, key));
        }
        if (moment.run().rollback().isEmpty()) {
            moment.plan().runbook().rollbacks().values().stream()
                    .filter(scenario -> ScenarioGate.mayFit(moment, scenario))
                    .forEach(scenario -> all.add("tminus rollback %s %s".formatted(run, scenario.id())));
            if (moment.plan().runbook().rollbacks().isEmpty()) {
                all.add("tminus rollback %s".formatted(run));
            }
        }
        all.add("tminus abort %s --reason ...".formatted(run));
        return all;
    }

    private static List<String> time(Moment moment, String run, String key, Wait wait) {
        if (wait.until().isPresent()) {
            return List.of("tminus resume " + run);
        }
        if (Gate.isRefusing(moment, key)) {
            return List.of(
                    "tminus resume " + run,
                    "tminus resume %s --waive %s --reason ...".formatted(run, Gate.REHEARSED),
                    "tminus abort %s --reason ...".formatted(run));
        }
        if (moment.plan().phase(key).isPresent()) {
            return List.of(
                    "tminus rerun %s PHASE --reason ...".formatted(run),
                    "tminus reschedule %s --window ... --reason ...".formatted(run));
        }
        return List.of(
                "tminus retry %s %s --reason ...".formatted(run, key),
                "tminus reschedule %s --window ... --reason ...".formatted(run),
                "tminus abort %s --reason ...".formatted(run));
    }
}
