package dev.tminus.engine;

import dev.tminus.book.Action;
import dev.tminus.book.Choice;
import dev.tminus.book.Evidence;
import dev.tminus.book.Input;
import dev.tminus.book.Plan;
import dev.tminus.book.Values;
import dev.tminus.run.Actor;
import dev.tminus.run.Asked;
import dev.tminus.run.Checklist;
import dev.tminus.run.Places;
import dev.tminus.run.Request;
import dev.tminus.run.Ruling;
import dev.tminus.run.RunState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * People who agree to whatever a {@link Tryout} asks them, since it happens on copies alone. Of the options of a decision
 * they take the one set for them, else the first; the others are noted for another try.
 */
final class Consent implements Tryout.People {

    /** A scenario that asks more often goes round in circles. */
    private static final int MOST_ANSWERS = 100;

    private static final String REASON = "tried on a copy";
    private static final Actor NOBODY = new Actor("tminus", "rehearsal", Optional.empty());

    private final Map<String, String> wanted;
    private final Deque<Map<String, String>> others;
    private final Map<String, String> chosen = new LinkedHashMap<>();
    private int answers;

    /**
     * @param wanted options by step
     * @param others takes the choices that were not made
     */
    Consent(Map<String, String> wanted, Deque<Map<String, String>> others) {
        this.wanted = wanted;
        this.others = others;
    }

    /** Options by step, in the order in which they were chosen. */
    Map<String, String> chosen() {
        return chosen;
    }

    /** Somebody who has a role in the run. */
    static Actor anybody(Drive drive) {
        return drive.state().people().values().stream()
                .flatMap(Collection::stream)
                .findFirst()
                .map(Consent::speaking)
                .orElse(NOBODY);
    }

    private static Actor speaking(String person) {
        return new Actor(person, NOBODY.via(), Optional.empty());
    }

    @Override
    public boolean answered(Engine engine, Drive drive) {
        RunState state = drive.state();
        for (Asked asked : Checklist.of(drive.plan(), state, drive.now()).waiting()) {
            Optional<Request> request =
                    ++answers > MOST_ANSWERS ? Optional.empty() : request(drive.plan(), state, asked);
            if (request.isPresent() && granted(engine, drive, request.get(), asked.people())) {
                drive.refresh();
                return true;
            }
        }
        return false;
    }

    private static boolean granted(Engine engine, Drive drive, Request request, List<String> people) {
        List<Actor> all = new ArrayList<>(people.stream().map(Consent::speaking).toList());
        all.add(NOBODY);
        return all.stream().anyMatch(by -> engine.request(drive.run(), request, by) instanceof Ruling.Granted);
    }

    private Optional<Request> request(Plan plan, RunState state, Asked asked) {
        return switch (asked.kind()) {
            case APPROVE -> Optional.of(new Request.Approve(asked.step(), Optional.empty(), REASON));
            case CONFIRM -> Optional.of(new Request.Confirm(asked.step(), true, REASON));
            case MANUAL -> Optional.of(new Request.Done(asked.step(), evidence(asked)));
            case DECIDE -> option(plan, state, asked.step()).map(option -> new Request.Decide(asked.step(), option));
            case ASK ->
                asked.fields().stream().allMatch(Consent::mayBeLeftOut)
                        ? Optional.of(new Request.Answer(asked.step(), Map.of()))
                        : Optional.empty();
            case UNKNOWN, FAILURE, TIME, LOCK, PAUSED -> Optional.empty();
        };
    }

    private static boolean mayBeLeftOut(Input field) {
        return field.optional() || field.fallback().isPresent();
    }

    private static Values evidence(Asked asked) {
        Map<String, Object> all = new LinkedHashMap<>();
        for (Evidence evidence : asked.evidence()) {
            all.put(evidence.name(), REASON);
        }
        return new Values(all);
    }

    /** Only options that stay in the scenario are ways to its end. */
    private Optional<String> option(Plan plan, RunState state, String step) {
        List<String> options = Places.find(plan, state, step)
                .map(place -> place.step().action())
                .filter(Action.Decide.class::isInstance)
                .map(decide -> ((Action.Decide) decide)
                        .options().entrySet().stream()
                                .filter(option -> staysInside(option.getValue()))
                                .map(Map.Entry::getKey)
                                .toList())
                .orElse(List.of());
        Optional<String> own =
                Optional.ofNullable(wanted.get(step)).or(() -> options.stream().findFirst());
        if (!wanted.containsKey(step) && !chosen.containsKey(step)) {
            options.stream().skip(1).forEach(other -> {
                Map<String, String> instead = new LinkedHashMap<>(chosen);
                instead.put(step, other);
                others.add(instead);
            });
        }
        own.ifPresent(option -> chosen.put(step, option));
        return own;
    }

    private static boolean staysInside(Choice choice) {
        return choice instanceof Choice.Continue || choice instanceof Choice.Jump || choice instanceof Choice.End;
    }
}
