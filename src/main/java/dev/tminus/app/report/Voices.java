package dev.tminus.app.report;

import dev.tminus.run.Actor;
import dev.tminus.run.RunEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What people did, in order, from the events that carry a person. */
final class Voices {

    private final List<Voice> all = new ArrayList<>();
    private final Map<String, List<String>> roles = new LinkedHashMap<>();

    private Voices() {}

    static List<Voice> of(List<RunEvent> events) {
        Voices voices = new Voices();
        events.forEach(event -> {
            voices.run(event);
            voices.step(event);
            voices.answer(event);
        });
        return List.copyOf(voices.all);
    }

    /** Who acted on each step, with the way they did. */
    static Map<String, List<String>> byStep(List<Voice> voices) {
        Map<String, List<String>> people = new LinkedHashMap<>();
        for (Voice voice : voices) {
            String who = voice.via().startsWith(Actor.ANSWERS) ? voice.person() + " (answers file)" : voice.person();
            List<String> known = people.computeIfAbsent(voice.step(), step -> new ArrayList<>());
            if (voice.kind() != Voice.Kind.REFUSAL && !known.contains(who)) {
                known.add(who);
            }
        }
        return people;
    }

    private void run(RunEvent event) {
        if (event instanceof RunEvent.RunStarted start) {
            roles.putAll(start.people());
            act(event, start.starter(), "", "started the run", "");
            start.waivers()
                    .forEach(waiver -> act(
                            event,
                            new Actor(waiver.person(), start.starter().via(), Optional.empty()),
                            "",
                            "set aside the rule " + waiver.rule(),
                            waiver.reason()));
        } else if (event instanceof RunEvent.RolesChanged changed) {
            roles.putAll(changed.people());
            act(event, changed.by(), "", "gave roles: " + Words.map(changed.people()), changed.reason());
        } else if (event instanceof RunEvent.WindowChanged moved) {
            act(event, moved.by(), "", "moved the window to " + moved.window(), moved.reason());
        } else if (event instanceof RunEvent.PlanAmended amended) {
            act(event, amended.by(), "", "amended the plan", amended.reason());
            amended.second().ifPresent(second -> act(event, second, "", "agreed to the amendment", ""));
        } else if (event instanceof RunEvent.RuleWaived waiver) {
            act(event, waiver.by(), "", "set aside the rule " + waiver.rule(), waiver.reason());
        } else if (event instanceof RunEvent.PhaseReopened again) {
            act(event, again.by(), "", "had phase " + again.phase() + " done again", again.reason());
        } else if (event instanceof RunEvent.RunPaused paused) {
            act(event, paused.by(), "", "paused the run", paused.reason());
        } else if (event instanceof RunEvent.RunResumed resumed) {
            act(event, resumed.by(), "", "resumed the run", "");
        } else if (event instanceof RunEvent.AbortAsked abort) {
            act(event, abort.by(), "", "asked to abort", abort.reason());
        } else if (event instanceof RunEvent.RollbackAsked back) {
            back.by().ifPresent(by -> act(event, by, "", "asked for rollback " + back.scenario(), back.reason()));
        } else if (event instanceof RunEvent.RequestRefused refused) {
            add(event, refused.by(), Voice.Kind.REFUSAL, "", "was refused: " + refused.request(), refused.reason());
        }
    }

    private void step(RunEvent event) {
        if (event instanceof RunEvent.StepSkipped skipped) {
            skipped.by().ifPresent(by -> act(event, by, skipped.step(), "skipped the step", skipped.reason()));
        } else if (event instanceof RunEvent.StepFixed fixed) {
            act(event, fixed.by(), fixed.step(), "set the step right by hand", fixed.reason());
        } else if (event instanceof RunEvent.RetryAsked again) {
            act(event, again.by(), again.step(), "asked for another attempt", again.reason());
        } else if (event instanceof RunEvent.OverrunAllowed allowed) {
            act(event, allowed.by(), allowed.step(), "allowed a start after the window", allowed.reason());
        } else if (event instanceof RunEvent.ApprovalLapsed lapsed) {
            Actor nobody = new Actor("nobody", "engine", Optional.empty());
            add(event, nobody, Voice.Kind.REFUSAL, lapsed.step(), "let the request lapse", lapsed.reason());
        }
    }

    private void answer(RunEvent event) {
        if (event instanceof RunEvent.StepApproved given) {
            all.add(new Voice(
                    given.at(),
                    given.by().person(),
                    given.roles(),
                    via(given.by()),
                    Voice.Kind.APPROVAL,
                    "approved",
                    given.step(),
                    Optional.of(given.shownDigest()).filter(digest -> !digest.isEmpty()),
                    given.reason()));
        } else if (event instanceof RunEvent.StepRejected rejected) {
            add(event, rejected.by(), Voice.Kind.REFUSAL, rejected.step(), "rejected", rejected.reason());
        } else if (event instanceof RunEvent.Decided decided) {
            act(event, decided.by(), decided.step(), "decided: " + decided.option(), "");
        } else if (event instanceof RunEvent.Answered answered) {
            act(
                    event,
                    answered.by(),
                    answered.step(),
                    "answered",
                    Words.map(answered.answers().map()));
        } else if (event instanceof RunEvent.Reported told) {
            String what = told.done() ? "reported done" : "reported failed";
            String evidence = Words.map(told.evidence().map());
            act(event, told.by(), told.step(), what, Words.joined(told.reason(), evidence));
        } else if (event instanceof RunEvent.Confirmed confirmed) {
            String what = confirmed.yes() ? "confirmed" : "did not confirm";
            act(event, confirmed.by(), confirmed.step(), what, confirmed.reason());
        }
    }

    private void act(RunEvent event, Actor by, String step, String what, String note) {
        add(event, by, Voice.Kind.ACT, step, what, note);
    }

    private void add(RunEvent event, Actor by, Voice.Kind kind, String step, String what, String note) {
        List<String> held = roles.entrySet().stream()
                .filter(role -> role.getValue().contains(by.person()))
                .map(Map.Entry::getKey)
                .toList();
        all.add(new Voice(event.at(), by.person(), held, via(by), kind, what, step, Optional.empty(), note));
    }

    private static String via(Actor by) {
        return by.via() + by.origin().map(origin -> " from " + origin).orElse("");
    }
}
