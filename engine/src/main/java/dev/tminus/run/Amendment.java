package dev.tminus.run;

import dev.tminus.book.Plan;
import dev.tminus.book.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Changing the plan of a run that has begun: only what has not begun may change. */
final class Amendment {

    private Amendment() {}

    static Ruling rule(Moment moment, Request.Amend request, Actor by) {
        Plan old = moment.plan();
        Plan amended = request.plan();
        if (amended.digest().equals(old.digest())) {
            return Requests.impossible("the file says what the run already does");
        }
        if (!amended.runbook().id().equals(old.runbook().id())) {
            return Requests.impossible("the file is runbook %s, the run is of %s"
                    .formatted(amended.runbook().id(), old.runbook().id()));
        }
        Optional<String> begun = changedThoughBegun(moment, amended);
        if (begun.isPresent()) {
            return Requests.impossible("step %s has begun and may not change any more".formatted(begun.get()));
        }
        boolean needsSecond = old.runbook()
                        .steps()
                        .anyMatch(step -> Inside.approval(new Place(
                                        step,
                                        step.id(),
                                        Frame.RUN,
                                        Optional.empty(),
                                        new Place.Home.InPhase(
                                                old.runbook().phases().get(0))))
                                .isPresent())
                && !old.environment().rehearsal();
        if (needsSecond
                && request.second()
                        .map(second -> second.person().equals(by.person()))
                        .orElse(true)) {
            return new Ruling.Refused(
                    Ruling.Why.NOT_ALLOWED, "an amendment here needs a second person; name them with --second PERSON");
        }
        List<RunEvent> events = new ArrayList<>();
        events.add(new RunEvent.PlanAmended(
                moment.now(),
                amended.text(),
                amended.digest(),
                amended.runbook().digest(),
                by,
                request.second(),
                request.reason()));
        events.addAll(voided(moment, by));
        return new Ruling.Granted(events, differences(old, amended));
    }

    private static Optional<String> changedThoughBegun(Moment moment, Plan amended) {
        Map<String, Step> after = byId(amended);
        return byId(moment.plan()).entrySet().stream()
                .filter(entry -> begun(moment, entry.getKey()))
                .filter(entry -> !sameWork(entry.getValue(), after.get(entry.getKey())))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static boolean begun(Moment moment, String id) {
        return moment.run().steps().entrySet().stream()
                .anyMatch(step -> (step.getKey().equals(id) || step.getKey().startsWith(id + "["))
                        && !step.getValue().is(StepStatus.PENDING));
    }

    private static boolean sameWork(Step before, @org.jspecify.annotations.Nullable Step after) {
        return after != null && Written.of(before).equals(Written.of(after));
    }

    private static Map<String, Step> byId(Plan plan) {
        Map<String, Step> steps = new LinkedHashMap<>();
        plan.runbook().steps().filter(step -> !step.holdsSteps()).forEach(step -> steps.put(step.id(), step));
        return steps;
    }

    /** Approvals that pinned the plan are asked again. */
    private static List<RunEvent> voided(Moment moment, Actor by) {
        List<RunEvent> events = new ArrayList<>();
        Places.all(moment.plan(), moment.run()).forEach(place -> {
            boolean pinned =
                    Inside.approval(place).map(approval -> approval.pinsPlan()).orElse(false)
                            && moment.state(place).is(StepStatus.DONE);
            if (!pinned) {
                return;
            }
            Optional<String> ended = place.phase()
                    .map(phase -> phase.id())
                    .filter(id -> moment.run().phase(id).status() == StepStatus.DONE);
            events.add(
                    ended.isPresent()
                            ? new RunEvent.PhaseReopened(
                                    moment.now(),
                                    ended.get(),
                                    List.of(place.key()),
                                    by,
                                    "the plan it approved was amended")
                            : new RunEvent.RetryAsked(
                                    moment.now(), place.key(), by, "the plan it approved was amended"));
        });
        return events;
    }

    static List<String> differences(Plan old, Plan amended) {
        Map<String, Step> before = byId(old);
        Map<String, Step> after = byId(amended);
        List<String> lines = new ArrayList<>();
        before.keySet().stream().filter(id -> !after.containsKey(id)).forEach(id -> lines.add("- step " + id));
        after.keySet().stream().filter(id -> !before.containsKey(id)).forEach(id -> lines.add("+ step " + id));
        before.forEach((id, step) -> {
            if (after.containsKey(id) && !sameWork(step, after.get(id))) {
                lines.add("~ step " + id);
            }
        });
        return lines;
    }
}
