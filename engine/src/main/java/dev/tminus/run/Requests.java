package dev.tminus.run;

import dev.tminus.book.Action;
import dev.tminus.book.Answers;
import dev.tminus.book.Approval;
import dev.tminus.book.Evidence;
import dev.tminus.book.Input;
import dev.tminus.book.Plan;
import dev.tminus.book.Scenario;
import dev.tminus.book.Values;
import dev.tminus.book.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says what people may do to a run. Pure: the ruling is made again on the new state when the journal moved on. */
public final class Requests {

    private Requests() {}

    public static Ruling rule(Plan plan, RunState run, Request request, Actor by, Instant now) {
        Moment moment = new Moment(plan, run, now);
        if (run.status().isEnd()) {
            return impossible("run %s has ended (%s)".formatted(run.start().id(), word(run.status())));
        }
        Optional<Ruling> changed = RunRequests.rule(moment, request, by);
        if (changed.isPresent()) {
            return changed.get();
        }
        if (request instanceof Request.Approve approve) {
            return approve(moment, approve, by);
        }
        if (request instanceof Request.Reject reject) {
            return waiting(
                    moment,
                    reject.step(),
                    WaitKind.APPROVE,
                    by,
                    asked -> granted(new RunEvent.StepRejected(now, reject.step(), by, reject.reason())));
        }
        if (request instanceof Request.Decide decide) {
            return decide(moment, decide, by);
        }
        if (request instanceof Request.Done done) {
            return waiting(moment, done.step(), WaitKind.MANUAL, by, asked -> done(moment, asked, done, by));
        }
        if (request instanceof Request.Fail fail) {
            return waiting(
                    moment,
                    fail.step(),
                    WaitKind.MANUAL,
                    by,
                    asked -> granted(new RunEvent.Reported(now, fail.step(), by, false, Values.NONE, fail.reason())));
        }
        if (request instanceof Request.Answer answer) {
            return waiting(moment, answer.step(), WaitKind.ASK, by, asked -> answer(moment, asked, answer, by));
        }
        if (request instanceof Request.Confirm confirm) {
            return waiting(
                    moment,
                    confirm.step(),
                    WaitKind.CONFIRM,
                    by,
                    asked -> granted(new RunEvent.Confirmed(now, confirm.step(), by, confirm.yes(), confirm.reason())));
        }
        return FailureRequests.rule(moment, request, by);
    }

    private interface Asked {
        Ruling rule(Optional<Place> place);
    }

    private static Ruling waiting(Moment moment, String key, WaitKind kind, Actor by, Asked then) {
        StepState state = moment.run().step(key);
        if (!state.waitsFor(kind)) {
            return impossible(notWaiting(moment, key, state, kind));
        }
        List<String> roles = state.waiting().orElseThrow().answering();
        Optional<Place> place = moment.find(key);
        Optional<Said.Answer> said = state.said().answer();
        if (said.isPresent()) {
            return impossible("step %s was answered by %s already; the run goes on from there"
                    .formatted(key, said.get().by().person()));
        }
        Optional<Ruling> denied = People.denied(moment, by, roles, kind);
        return denied.orElseGet(() -> then.rule(place));
    }

    private static String notWaiting(Moment moment, String key, StepState state, WaitKind kind) {
        if (moment.find(key).isEmpty() && moment.plan().scenario(key).isEmpty()) {
            return "run %s has no step '%s'; tminus status %s lists them"
                    .formatted(
                            moment.run().start().id(), key, moment.run().start().id());
        }
        String waits = state.waiting()
                .map(wait -> "it waits for: " + word(wait.kind()))
                .orElse("it is " + state.status().word());
        return "step %s does not wait for: %s; %s".formatted(key, word(kind), waits);
    }

    private static Ruling approve(Moment moment, Request.Approve request, Actor by) {
        return waiting(moment, request.step(), WaitKind.APPROVE, by, place -> {
            StepState state = moment.run().step(request.step());
            Wait wait = state.waiting().orElseThrow();
            if (request.shownDigest().isPresent()
                    && !request.shownDigest().get().equals(wait.shownDigest())) {
                return impossible("what is to be approved at %s has changed; look again with: tminus status %s"
                        .formatted(request.step(), moment.run().start().id()));
            }
            if (state.said().approvals().stream()
                    .anyMatch(given -> given.by().person().equals(by.person()))) {
                return impossible("%s has approved %s already".formatted(by.person(), request.step()));
            }
            Optional<Approval> approval = place.flatMap(Inside::approval)
                    .or(() -> moment.plan().scenario(request.step()).flatMap(Scenario::approve));
            if (approval.filter(needed -> Approvals.satisfied(moment.plan(), needed, state.said()))
                    .isPresent()) {
                return impossible(
                        "%s is approved already, by %s".formatted(request.step(), Approvals.givers(state.said())));
            }
            if (by.via().equals(Actor.SLACK) && Approvals.onlyAtConsole(moment.plan(), moment.run(), request.step())) {
                return new Ruling.Refused(
                        Ruling.Why.NOT_ALLOWED,
                        "environment %s wants this approved at the console: tminus approve %s %s"
                                .formatted(
                                        moment.plan().environment().name(),
                                        moment.run().start().id(),
                                        request.step()));
            }
            Optional<Ruling> excluded = People.excluded(moment, request.step(), place, by);
            return excluded.orElseGet(() -> granted(new RunEvent.StepApproved(
                    moment.now(),
                    request.step(),
                    by,
                    People.rolesOf(moment, by, wait.roles()),
                    wait.shownDigest(),
                    request.reason())));
        });
    }

    private static Ruling decide(Moment moment, Request.Decide request, Actor by) {
        return waiting(moment, request.step(), WaitKind.DECIDE, by, place -> {
            if (place.isEmpty() || !(place.get().step().action() instanceof Action.Decide decide)) {
                return impossible("step %s is no decision".formatted(request.step()));
            }
            if (!decide.options().containsKey(request.option())) {
                return impossible("step %s has no option '%s'; choose one of: %s"
                        .formatted(
                                request.step(),
                                request.option(),
                                String.join(", ", decide.options().keySet())));
            }
            return granted(new RunEvent.Decided(moment.now(), request.step(), by, request.option()));
        });
    }

    private static Ruling done(Moment moment, Optional<Place> place, Request.Done request, Actor by) {
        for (Evidence evidence :
                place.map(found -> found.step().judgement().evidence()).orElse(List.of())) {
            if (evidence.required() && request.evidence().find(evidence.name()).isEmpty()) {
                return impossible("step %s needs evidence: tminus done %s %s --evidence %s=..."
                        .formatted(request.step(), moment.run().start().id(), request.step(), evidence.name()));
            }
        }
        return granted(new RunEvent.Reported(moment.now(), request.step(), by, true, request.evidence(), ""));
    }

    private static Ruling answer(Moment moment, Optional<Place> place, Request.Answer request, Actor by) {
        if (place.isEmpty() || !(place.get().step().action() instanceof Action.Ask ask)) {
            return impossible("step %s asks nothing".formatted(request.step()));
        }
        Map<String, Object> values = new LinkedHashMap<>();
        List<RunEvent> consequences = new ArrayList<>();
        try {
            for (Input field : ask.fields().values()) {
                Optional<Object> given = Optional.ofNullable(request.answers().get(field.name()))
                        .or(() -> field.fallback().map(template -> template.resolve(moment.scope(place.get()))));
                if (given.isEmpty() && !field.optional()) {
                    return impossible("step %s needs %s: tminus answer %s %s %s=..."
                            .formatted(
                                    request.step(),
                                    field.name(),
                                    moment.run().start().id(),
                                    request.step(),
                                    field.name()));
                }
                given.ifPresent(raw -> {
                    Object value = Answers.read(field, raw);
                    values.put(field.name(), value);
                    field.sets().ifPresent(sets -> consequences.add(sets(moment, request.step(), sets, value, by)));
                });
            }
        } catch (IllegalArgumentException | dev.tminus.book.ExpressionException unfit) {
            return impossible("step %s: %s".formatted(request.step(), unfit.getMessage()));
        }
        for (String name : request.answers().keySet()) {
            if (!ask.fields().containsKey(name)) {
                return impossible("step %s has no field '%s'; it has: %s"
                        .formatted(
                                request.step(),
                                name,
                                String.join(", ", ask.fields().keySet())));
            }
        }
        Optional<String> clash = consequences.stream()
                .filter(RunEvent.RolesChanged.class::isInstance)
                .map(RunEvent.RolesChanged.class::cast)
                .flatMap(event -> People.clash(moment, event.people()).stream())
                .findFirst();
        if (clash.isPresent()) {
            return impossible(clash.get());
        }
        List<RunEvent> events = new ArrayList<>(consequences);
        events.add(new RunEvent.Answered(moment.now(), request.step(), by, new Values(values)));
        return new Ruling.Granted(events, List.of());
    }

    private static RunEvent sets(Moment moment, String step, String sets, Object value, Actor by) {
        return value instanceof Window window
                ? new RunEvent.WindowChanged(moment.now(), window.toString(), by, "answered at " + step)
                : new RunEvent.RolesChanged(
                        moment.now(), People.byRole(value), by, "answered at " + step + ", " + sets);
    }

    static Ruling granted(RunEvent... events) {
        return new Ruling.Granted(List.of(events), List.of());
    }

    static Ruling impossible(String reason) {
        return new Ruling.Refused(Ruling.Why.NOT_POSSIBLE, reason);
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(java.util.Locale.ROOT);
    }
}
