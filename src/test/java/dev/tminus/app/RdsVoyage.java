package dev.tminus.app;

import dev.tminus.book.Window;
import dev.tminus.engine.Drive;
import dev.tminus.engine.Engine;
import dev.tminus.engine.StartArguments;
import dev.tminus.engine.Turn;
import dev.tminus.run.Actor;
import dev.tminus.run.Asked;
import dev.tminus.run.Checklist;
import dev.tminus.run.Request;
import dev.tminus.run.Ruling;
import dev.tminus.run.RunId;
import dev.tminus.run.RunState;
import dev.tminus.run.WaitKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One run of the donations runbook on RDS in which nothing but AWS can fail: on the test's own thread, its clock set
 * forward to whatever is waited for. Who is asked about a failure has it put right, and has it tried again.
 */
final class RdsVoyage {

    private static final int TURNS = 5_000;
    private static final int MOST_QUESTIONS = 5;
    private static final Set<WaitKind> TROUBLES = Set.of(WaitKind.FAILURE, WaitKind.UNKNOWN);

    private final RdsSea sea;
    private final Engine engine;
    private final Map<String, Object> answers;
    private final Consumer<RunState> inTrouble;
    private final List<Asked> questions = new ArrayList<>();

    /** How it ended, and what was asked about failures on the way. */
    record Ended(RunState state, List<Asked> questions) {}

    /** @param inTrouble called while a question about a failure waits; puts right what people can */
    RdsVoyage(RdsSea sea, Map<String, Object> answers, Consumer<RunState> inTrouble) {
        this.sea = sea;
        this.engine = sea.engine();
        this.answers = answers;
        this.inTrouble = inTrouble;
    }

    Ended sail() throws InterruptedException {
        sea.clock.set(Instant.now());
        RunId run = RunId.random(engine.now());
        engine.start(
                sea.plan,
                new StartArguments(
                        run,
                        Actor.cli("tester"),
                        sea.plan.inputs().find("window").map(Window.class::cast),
                        Map.of(),
                        List.of(),
                        DonationsSite.FOLDER));
        try (Drive drive = engine.take(run)) {
            for (int turns = 0; turns < TURNS; turns++) {
                Turn turn = drive.turn();
                if (turn.ended()) {
                    return new Ended(drive.state(), questions);
                }
                if (!drive.await(Duration.ZERO) && !answered(drive)) {
                    sea.clock.set(turn.wakeAt().orElseThrow(() -> stuck(drive)));
                }
            }
            throw stuck(drive);
        }
    }

    private AssertionError stuck(Drive drive) {
        return new AssertionError("nothing moves: "
                + Checklist.of(drive.plan(), drive.state(), drive.now()).waiting());
    }

    private boolean answered(Drive drive) {
        boolean waits = drive.state().steps().values().stream()
                .anyMatch(step -> step.waiting().isPresent() && !step.isSettled());
        if (!waits) {
            return false;
        }
        List<Asked> waiting =
                Checklist.of(drive.plan(), drive.state(), drive.now()).waiting();
        Optional<Asked> asked = waiting.stream().filter(Asked::needsPerson).findFirst();
        asked.ifPresent(question -> answer(drive, question));
        return asked.isPresent() && drive.refresh();
    }

    private void answer(Drive drive, Asked asked) {
        Optional<Object> answer = Optional.ofNullable(answers.get(asked.step().replaceAll("\\[\\d+]", "")));
        boolean meant = asked.detail().contains("did not hold");
        Request request;
        if (TROUBLES.contains(asked.kind()) && !meant) {
            questions.add(asked);
            if (questions.size() > MOST_QUESTIONS) {
                throw new AssertionError("it asks again and again: " + questions);
            }
            inTrouble.accept(drive.state());
            request = new Request.Retry(asked.step(), "put right");
        } else {
            request = ShippedRun.request(asked, answer.orElseThrow(() -> new AssertionError("no word for " + asked)));
        }
        Actor by = TROUBLES.contains(asked.kind())
                ? Actor.cli("tester")
                : new Actor("tester", Actor.ANSWERS, Optional.empty());
        Ruling ruling = engine.request(drive.run(), request, by);
        if (ruling instanceof Ruling.Refused refused) {
            throw new AssertionError(asked.step() + ": " + refused.reason());
        }
    }
}
