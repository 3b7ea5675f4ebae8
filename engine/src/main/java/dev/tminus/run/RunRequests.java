package dev.tminus.run;

import dev.tminus.book.Phase;
import dev.tminus.book.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Requests that concern the run as a whole. */
final class RunRequests {

    private RunRequests() {}

    static Optional<Ruling> rule(Moment moment, Request request, Actor by) {
        if (request instanceof Request.Pause pause) {
            return steer(moment, by, () -> pause(moment, pause, by));
        }
        if (request instanceof Request.Resume) {
            return steer(
                    moment,
                    by,
                    () -> moment.run().paused().isPresent()
                            ? Requests.granted(new RunEvent.RunResumed(moment.now(), by))
                            : new Ruling.Granted(List.of(), List.of("the run is not paused")));
        }
        if (request instanceof Request.Abort abort) {
            return steer(
                    moment,
                    by,
                    () -> moment.run().abort().isPresent()
                            ? Requests.impossible("an abort is under way already")
                            : Requests.granted(new RunEvent.AbortAsked(moment.now(), by, abort.reason(), abort.now())));
        }
        if (request instanceof Request.RollBack back) {
            return steer(moment, by, () -> rollBack(moment, back, by));
        }
        if (request instanceof Request.Handover handover) {
            return steer(moment, by, () -> handover(moment, handover, by));
        }
        if (request instanceof Request.Reschedule reschedule) {
            return steer(moment, by, () -> reschedule(moment, reschedule, by));
        }
        if (request instanceof Request.Rerun rerun) {
            return steer(moment, by, () -> rerun(moment, rerun, by));
        }
        if (request instanceof Request.Waive waive) {
            return steer(moment, by, () -> Gate.waive(moment, waive, by));
        }
        if (request instanceof Request.Amend amend) {
            return steer(moment, by, () -> Amendment.rule(moment, amend, by));
        }
        return Optional.empty();
    }

    private interface Rule {
        Ruling rule();
    }

    private static Optional<Ruling> steer(Moment moment, Actor by, Rule rule) {
        return Optional.of(People.mayNotSteer(moment, by).orElseGet(rule::rule));
    }

    private static Ruling pause(Moment moment, Request.Pause request, Actor by) {
        return moment.run().paused().isPresent()
                ? Requests.impossible("the run is paused already")
                : Requests.granted(new RunEvent.RunPaused(moment.now(), by, request.reason()));
    }

    private static Ruling rollBack(Moment moment, Request.RollBack request, Actor by) {
        if (moment.run().rollback().isPresent() || moment.run().abort().isPresent()) {
            return Requests.impossible("a rollback or an abort is under way already");
        }
        Map<String, Scenario> scenarios = moment.plan().runbook().rollbacks();
        if (request.scenario().isPresent()
                && !scenarios.containsKey(request.scenario().get())
                && !request.scenario().get().equals(Rollback.UNDO_ONLY)) {
            return Requests.impossible("there is no scenario '%s'; choose one of: %s"
                    .formatted(request.scenario().get(), String.join(", ", scenarios.keySet())));
        }
        if (request.scenario().isEmpty() && scenarios.size() > 1) {
            return Requests.impossible("name a scenario: %s".formatted(String.join(", ", scenarios.keySet())));
        }
        String scenario = request.scenario()
                .orElseGet(() -> scenarios.keySet().stream().findFirst().orElse(Rollback.UNDO_ONLY));
        Scenario chosen = scenarios.get(scenario);
        if (chosen != null && !ScenarioGate.mayFit(moment, chosen)) {
            return Requests.impossible("%s; choose another one of: %s"
                    .formatted(
                            ScenarioGate.unfit(moment, chosen).orElseThrow(),
                            scenarios.values().stream()
                                    .filter(other -> ScenarioGate.mayFit(moment, other))
                                    .map(Scenario::id)
                                    .collect(Collectors.joining(", "))));
        }
        Optional<String> trigger = failed(moment);
        List<RunEvent> events = new ArrayList<>();
        if (moment.run().paused().isPresent()) {
            events.add(new RunEvent.RunResumed(moment.now(), by));
        }
        events.add(new RunEvent.RollbackAsked(
                moment.now(), scenario, trigger, Optional.of(by), request.reason(), request.now()));
        return new Ruling.Granted(events, List.of());
    }

    /** The step that failed and waits for a person. */
    private static Optional<String> failed(Moment moment) {
        return moment.run().steps().entrySet().stream()
                .filter(step -> step.getValue().is(StepStatus.FAILED)
                        && !step.getValue().tolerated())
                .map(Map.Entry::getKey)
                .filter(key -> moment.find(key).isPresent())
                .sorted()
                .findFirst();
    }

    private static Ruling handover(Moment moment, Request.Handover request, Actor by) {
        Map<String, List<String>> changed = Map.of(request.role(), request.people());
        return People.clash(moment, changed)
                .map(Requests::impossible)
                .orElseGet(
                        () -> Requests.granted(new RunEvent.RolesChanged(moment.now(), changed, by, request.reason())));
    }

    private static Ruling reschedule(Moment moment, Request.Reschedule request, Actor by) {
        List<RunEvent> events = new ArrayList<>();
        events.add(new RunEvent.WindowChanged(moment.now(), request.window().toString(), by, request.reason()));
        moment.run().steps().forEach((key, state) -> {
            if (state.waitsFor(WaitKind.PAUSED)) {
                events.add(new RunEvent.RetryAsked(moment.now(), key, by, "rescheduled: " + request.reason()));
            }
        });
        List<String> notes = new ArrayList<>();
        for (Phase phase : moment.plan().runbook().phases()) {
            if (moment.run().phase(phase.id()).startedAt().isEmpty() && phase.start() instanceof Phase.Start.At at) {
                notes.add("%s begins at %s".formatted(phase.name(), at.fromT().from(request.window())));
            }
        }
        return new Ruling.Granted(events, notes);
    }

    private static Ruling rerun(Moment moment, Request.Rerun request, Actor by) {
        Optional<Phase> phase = moment.plan().phase(request.phase());
        if (phase.isEmpty()) {
            return Requests.impossible("there is no phase '%s'".formatted(request.phase()));
        }
        if (!moment.run().phase(request.phase()).status().isSettled()) {
            return Requests.impossible("phase %s has not ended".formatted(request.phase()));
        }
        boolean laterRuns = moment.plan().runbook().phases().stream()
                .anyMatch(other -> moment.run().phase(other.id()).status() == StepStatus.RUNNING);
        if (laterRuns) {
            return Requests.impossible("a later phase is running; phases are done again between phases only");
        }
        List<String> keys = Places.of(phase.get()).stream()
                .flatMap(place -> Places.withInside(moment.plan(), moment.run(), place))
                .map(Place::key)
                .filter(key -> moment.run().steps().containsKey(key))
                .toList();
        Optional<String> open = keys.stream()
                .filter(key -> moment.run().step(key).effect().isOpen())
                .findFirst();
        return open.isPresent()
                ? Requests.impossible("the effect of %s is open; take it back first".formatted(open.get()))
                : Requests.granted(
                        new RunEvent.PhaseReopened(moment.now(), request.phase(), keys, by, request.reason()));
    }
}
