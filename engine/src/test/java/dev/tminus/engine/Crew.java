package dev.tminus.engine;

import dev.tminus.book.Values;
import dev.tminus.run.Actor;
import dev.tminus.run.Asked;
import dev.tminus.run.Request;
import dev.tminus.run.Ruling;
import dev.tminus.run.RunId;
import dev.tminus.run.RunState;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * People who answer whatever a run asks. Of an attempt nobody saw the end of they look at the {@link World}, or, where
 * careless, have it done again.
 */
final class Crew {

    private final World world;
    private final String way;
    private final boolean careless;

    Crew(World world, String way, boolean careless) {
        this.world = world;
        this.way = way;
        this.careless = careless;
    }

    /** Answers the first thing that can be answered. Returns whether there was one. */
    boolean answer(Engine engine, RunState state, List<Asked> waiting) {
        for (Asked asked : waiting) {
            if (!asked.needsPerson()) {
                continue;
            }
            Ruling ruling = engine.request(
                    new RunId(state.start().id()), request(state, asked), Actor.cli(person(state, asked)));
            if (ruling instanceof Ruling.Granted) {
                return true;
            }
            throw new AssertionError("%s at %s".formatted(ruling, asked));
        }
        return false;
    }

    /** Somebody who may and has not yet. */
    private static String person(RunState state, Asked asked) {
        List<String> spoke = state.step(asked.step()).said().approvals().stream()
                .map(approval -> approval.by().person())
                .toList();
        return asked.people().stream()
                .filter(person -> !spoke.contains(person))
                .findFirst()
                .orElse(Bed.ANNA);
    }

    private Request request(RunState state, Asked asked) {
        String step = asked.step();
        return switch (asked.kind()) {
            case APPROVE -> new Request.Approve(step, Optional.of(asked.shownDigest()), "fine");
            case DECIDE -> new Request.Decide(step, way);
            case ASK -> new Request.Answer(step, Map.of("rows", "84"));
            case MANUAL ->
                new Request.Done(
                        step, asked.evidence().isEmpty() ? Values.NONE : Values.of("link", "https://example.org/x"));
            case CONFIRM -> new Request.Confirm(step, true, "");
            case FAILURE, TIME -> new Request.Retry(step, "again");
            case UNKNOWN -> {
                int attempt = state.step(step).attempt().number();
                yield world.effects().stream()
                        .filter(effect -> !careless)
                        .filter(effect -> effect.step().equals(step) && effect.attempt() == attempt)
                        .findFirst()
                        .<Request>map(
                                there -> new Request.Fixed(step, "it is there", Values.of("result.name", there.name())))
                        .orElseGet(() -> new Request.Retry(step, "it is not there"));
            }
            case LOCK, PAUSED -> throw new AssertionError("not expected: " + asked);
        };
    }
}
