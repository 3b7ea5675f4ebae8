package dev.tminus.engine;

import dev.tminus.action.StepAction;
import dev.tminus.book.Action;
import dev.tminus.book.ExpressionException;
import dev.tminus.book.Plan;
import dev.tminus.book.Values;
import dev.tminus.journal.Lease;
import dev.tminus.run.Approvals;
import dev.tminus.run.Outcome;
import dev.tminus.run.Place;
import dev.tminus.run.Places;
import dev.tminus.run.RunEvent;
import dev.tminus.run.RunState;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The actions of one run that are under way in this process, or ended and not yet taken in by the run's thread. */
final class InFlight {

    private static final Logger LOG = LoggerFactory.getLogger(InFlight.class);

    private final Engine engine;
    private final Lease lease;
    private final BlockingQueue<Arrival> inbox;
    private final RunSecrets secrets;
    private final Map<String, Future<?>> running = new ConcurrentHashMap<>();
    private final Map<String, String> stopped = new ConcurrentHashMap<>();
    private volatile OutputListener listener = OutputListener.NONE;

    InFlight(Engine engine, Lease lease, BlockingQueue<Arrival> inbox) {
        this.engine = engine;
        this.lease = lease;
        this.inbox = inbox;
        this.secrets = new RunSecrets(
                engine.secrets,
                engine.settings.stateFolder().resolve(lease.run().value()));
    }

    void listen(OutputListener wanted) {
        listener = wanted;
    }

    int count() {
        return running.size();
    }

    void capture(String name, String value) {
        secrets.capture(Map.of(name, value));
    }

    /** Performs an external action; other steps need nothing here. */
    void perform(Plan plan, RunState state, String step, int attempt) {
        begin(plan, state, step, attempt, task -> {
            Outcome outcome = task.action().perform(task.context());
            return Arrival.of(step, attempt, outcome);
        });
    }

    void lookAfter(Plan plan, RunState state, String step, int attempt) {
        begin(
                plan,
                state,
                step,
                attempt,
                task -> Arrival.of(step, attempt, task.action().lookAfter(task.context())));
    }

    void show(Plan plan, RunState state, RunEvent.StepWaits wait) {
        begin(plan, state, wait.step(), 0, task -> {
            Values shown = wait.shown().and(task.action().pending(task.context()));
            return Arrival.shown(new RunEvent.StepWaits(
                    wait.at(),
                    wait.step(),
                    wait.kind(),
                    wait.roles(),
                    wait.detail(),
                    shown,
                    Approvals.digest(state.planDigest(), shown),
                    wait.until(),
                    wait.expires()));
        });
    }

    private record Task(StepAction action, RunContext context) {}

    private interface Work {
        Arrival of(Task task) throws InterruptedException;
    }

    private void begin(Plan plan, RunState state, String step, int attempt, Work work) {
        Optional<Place> place = Places.find(plan, state, step);
        if (place.isEmpty()
                || place.get().step().loop().isPresent()
                || !(place.get().step().action() instanceof Action.Perform perform)
                || running.containsKey(step)) {
            return;
        }
        RunContext context = new RunContext(
                engine, lease, plan, state, place.get(), attempt, secrets, text -> listener.printed(step, text));
        Optional<StepAction> action = engine.actions.find(perform.type().name());
        Function<StepAction, Task> task = found -> new Task(found, context);
        running.put(step, engine.threads.submit(() -> {
            Arrival arrival = action.map(task)
                    .map(ready -> guarded(ready, step, attempt, work))
                    .orElseGet(() -> Arrival.of(
                            step,
                            attempt,
                            Outcome.Failed.because("there is no action '%s' here; add its jar"
                                    .formatted(perform.type().name()))));
            inbox.add(arrival);
        }));
    }

    /** Its report was taken in. */
    void ended(String step) {
        running.remove(step);
        stopped.remove(step);
    }

    private Arrival guarded(Task task, String step, int attempt, Work work) {
        try {
            task.context().prepare();
            return because(work.of(task), step);
        } catch (InterruptedException interrupted) {
            String why = Optional.ofNullable(stopped.remove(step)).orElse("it was interrupted");
            return Arrival.of(step, attempt, Outcome.Failed.because(why));
        } catch (SecretException | ExpressionException explained) {
            return Arrival.of(step, attempt, Outcome.Failed.because(explained.getMessage()));
        } catch (RuntimeException fault) {
            LOG.warn("The action of step {} broke; the step is taken as unknown", step, fault);
            return Arrival.of(step, attempt, new Outcome.Unknown("the action broke: " + fault));
        }
    }

    /** An action that was stopped and says so itself gets the reason put before what it says. */
    private Arrival because(Arrival arrival, String step) {
        String why = stopped.remove(step);
        if (why == null || !(arrival.outcome().orElse(null) instanceof Outcome.Failed failed)) {
            return arrival;
        }
        return Arrival.of(
                step,
                arrival.attempt(),
                new Outcome.Failed(why + "; " + failed.reason(), failed.result(), failed.output()));
    }

    void stop(String step, String reason) {
        Future<?> task = running.get(step);
        if (task != null && stopped.putIfAbsent(step, reason) == null) {
            task.cancel(true);
        }
    }

    void stopAll(String reason) {
        running.keySet().forEach(step -> stop(step, reason));
    }
}
