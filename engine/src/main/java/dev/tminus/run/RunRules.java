package dev.tminus.run;

import dev.tminus.book.Window;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the events of a run as a whole do to its state. */
final class RunRules {

    private RunRules() {}

    static void add(Fold.Rules rules) {
        rules.on(RunEvent.RunStarted.class, (run, event) -> {
            run.start = Optional.of(event);
            run.plan = event.plan();
            run.planDigest = event.planDigest();
            run.runbookDigest = event.runbookDigest();
            run.window = event.window().flatMap(Window::parse);
            run.vars = event.vars();
            run.people = changed(run.people, event.people());
        });
        rules.on(RunEvent.EngineActivated.class, (run, event) -> run.epoch = event.epoch());
        rules.on(RunEvent.VarsFixed.class, (run, event) -> run.vars = run.vars.and(event.vars()));
        rules.on(RunEvent.WindowChanged.class, (run, event) -> run.window = Window.parse(event.window()));
        rules.on(RunEvent.RolesChanged.class, (run, event) -> run.people = changed(run.people, event.people()));
        rules.on(RunEvent.PlanAmended.class, (run, event) -> {
            run.plan = event.plan();
            run.planDigest = event.planDigest();
            run.runbookDigest = event.runbookDigest();
            run.amendments++;
            run.gate = Optional.empty();
            run.deviated("plan amended by %s: %s".formatted(event.by().person(), event.reason()));
        });
        rules.on(RunEvent.RuleWaived.class, (run, event) -> {
            run.waived = with(run.waived, event.rule());
            run.deviated("rule %s set aside by %s: %s"
                    .formatted(event.rule(), event.by().person(), event.reason()));
        });
        rules.on(RunEvent.GateChecked.class, (run, event) -> {
            run.gate = Optional.of(event);
            run.gateEpoch = run.epoch;
        });
        rules.on(RunEvent.LockTaken.class, (run, event) -> {
            run.locks = with(run.locks, event.name());
            run.lockAwaited = Optional.empty();
        });
        rules.on(RunEvent.LockAwaited.class, (run, event) -> run.lockAwaited = Optional.of(event));
        rules.on(RunEvent.LockReleased.class, (run, event) -> {
            Set<String> all = new HashSet<>(run.locks);
            all.remove(event.name());
            run.locks = Set.copyOf(all);
        });
        rules.on(RunEvent.RunPaused.class, (run, event) -> run.paused = Optional.of(event));
        rules.on(RunEvent.RunResumed.class, (run, event) -> run.paused = Optional.empty());
        rules.on(RunEvent.AbortAsked.class, (run, event) -> {
            run.abort = Optional.of(event);
            run.paused = Optional.empty();
        });
        rules.on(RunEvent.RequestRefused.class, (run, event) -> {});
        rules.on(RunEvent.RollbackCompared.class, (run, event) -> run.wentBack = Optional.of(event));
        rules.on(RunEvent.RollbackTried.class, (run, event) -> run.tried(event.point()));
        rules.on(RunEvent.NoticeQueued.class, (run, event) -> {});
        rules.on(RunEvent.RunEnded.class, (run, event) -> {
            run.status = event.outcome();
            run.end = Optional.of(event);
            run.locks = Set.of();
        });
    }

    private static Set<String> with(Set<String> names, String name) {
        Set<String> all = new HashSet<>(names);
        all.add(name);
        return Set.copyOf(all);
    }

    private static Map<String, List<String>> changed(
            Map<String, List<String>> people, Map<String, List<String>> changed) {
        Map<String, List<String>> copy = new LinkedHashMap<>(people);
        changed.forEach((role, persons) -> copy.put(role, List.copyOf(persons)));
        return Collections.unmodifiableMap(copy);
    }
}
