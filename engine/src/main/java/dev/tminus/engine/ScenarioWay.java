package dev.tminus.engine;

import dev.tminus.action.Copies;
import dev.tminus.journal.Lease;
import dev.tminus.run.Proof;
import dev.tminus.run.Request;
import dev.tminus.run.Ruling;
import dev.tminus.run.RunEvent;
import dev.tminus.run.RunState;
import dev.tminus.run.RunStatus;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A rollback scenario as the way back from the point that a run is at: tried once for each choice that its people have.
 */
final class ScenarioWay {

    /** Each try makes a copy of the database. */
    private static final int MOST_TRIES = 4;

    private final Engine engine;
    private final Lease lease;
    private final Supplier<Copies.Trial> copies;
    private final List<RunEvent> history;
    private final String scenario;

    /** @param copies makes copies of the databases as they are now */
    ScenarioWay(Engine engine, Lease lease, Supplier<Copies.Trial> copies, List<RunEvent> history, String scenario) {
        this.engine = engine;
        this.lease = lease;
        this.copies = copies;
        this.history = history;
        this.scenario = scenario;
    }

    /** @param by the scenario and what was chosen in it: {@code failed_midway (fm_path: restore)} */
    record Found(String by, Verdict verdict) {}

    /** What each try led to. */
    List<Found> tries() throws InterruptedException {
        Deque<Map<String, String>> open = new ArrayDeque<>(List.of(Map.of()));
        List<Found> tries = new ArrayList<>();
        while (tries.size() < MOST_TRIES && !open.isEmpty()) {
            Consent people = new Consent(open.poll(), open);
            Verdict verdict = tried(people);
            tries.add(new Found(named(people.chosen()), verdict));
        }
        return tries;
    }

    private String named(Map<String, String> chosen) {
        return chosen.isEmpty()
                ? scenario
                : chosen.entrySet().stream()
                        .map(choice -> choice.getKey() + ": " + choice.getValue())
                        .collect(Collectors.joining(", ", scenario + " (", ")"));
    }

    private Verdict tried(Consent people) throws InterruptedException {
        try (Copies.Trial trial = copies.get();
                Tryout tryout = new Tryout(engine, lease, trial, history, inFlight -> Holding.NOTHING)) {
            Request back = new Request.RollBack(Optional.of(scenario), "tried on a copy", false);
            Ruling ruling = tryout.engine().request(lease.run(), back, Consent.anybody(tryout.drive()));
            if (ruling instanceof Ruling.Refused refused) {
                return Verdict.notTried(refused.reason());
            }
            tryout.drive().refresh();
            Optional<Verdict> stopped = tryout.until(ScenarioWay::goesOn, people);
            if (stopped.isPresent()) {
                return stopped.get();
            }
            RunStatus end = tryout.drive().state().status();
            if (end != RunStatus.ROLLED_BACK && end != RunStatus.ROLLED_BACK_OPEN) {
                return Verdict.notTried("it does not end the run");
            }
            Verdict found = Verdict.of(trial.sinceStart());
            return found.proof() == Proof.EXACT || trial.passedOver().isEmpty()
                    ? found
                    : found.passingOver(Proof.NOT_TRIED, trial.passedOver());
        } catch (Copies.Refused impossible) {
            return Verdict.notTried(String.valueOf(impossible.getMessage()));
        }
    }

    /** A remedy that leads back into the run is no way back, and the steps after it are not to be tried. */
    private static boolean goesOn(RunState state) {
        return state.rollback().isEmpty();
    }
}
