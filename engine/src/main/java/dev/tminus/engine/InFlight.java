package dev.tminus.engine;

import dev.tminus.action.StepAction;
import dev.tminus.book.Action;
import dev.tminus.book.ExpressionException;
import dev.tminus.book.Plan;
import dev.tminus.book.Values;
import dev.tminus.journal.JournalException;
import dev.tminus.journal.Lease;
import dev.tminus.run.Approvals;
import dev.tminus.run.Outcome;
import dev.tminus.run.Place;
import dev.tminus.run.Places;
import dev.tminus.run.RunEvent;
import dev.tminus.run.RunState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The actions of one run that are under way in this process, at most one for each step. The run's thread begins them
 * and takes them off the list; they report from their own.
 */
final class InFlight {

    private static final Logger LOG = LoggerFactory.getLogger(InFlight.class);

    private final Engine engine;
    private final Lease lease;
    private final BlockingQueue<Arrival> inbox;
    private final RunSecrets secrets;
    private final Map<String, Flight> running = new ConcurrentHashMap<>();
    private final Map<String, Flight> behind = new ConcurrentHashMap<>();
    private final Set<String> performed = ConcurrentHashMap.newKeySet();
    private volatile OutputListener listener = OutputListener.NONE;

    InFlight(Engine engine, Lease lease, BlockingQueue<Arrival> inbox) {
        this.engine = engine;
        this.lease = lease;
        this.inbox = inbox;
        this.secrets = engine.secretsOf(lease.run());
    }

    void listen(OutputListener wanted) {
        listener = wanted;
    }

    int count() {
        return running.size();
    }

    void capture(Map<String, String> captured) {
        secrets.capture(captured);
    }

    /** Performs an external action; other steps need nothing here. */
    void perform(Plan plan, RunState state, String step, int attempt) {
        performed.add(step + " " + attempt);
        begin(plan, state, step, attempt, new Work() {
            @Override
            public Arrival of(StepAction action, RunContext context) throws InterruptedException {
                return Arrival.of(step, attempt, action.perform(context));
            }

            @Override
            public Arrival impossible(String why) {
                return Arrival.of(step, attempt, Outcome.Failed.because(why));
            }

            @Override
            public Arrival forPerson(String why) {
                return Arrival.of(step, attempt, Outcome.Failed.forPerson(why));
            }
        });
    }

    /** Whether this process began that attempt: if not although it should have, the answer to a write was lost. */
    boolean performed(String step, int attempt) {
        return performed.contains(step + " " + attempt);
    }

    void lookAfter(Plan plan, RunState state, String step, int attempt) {
        begin(plan, state, step, attempt, new Work() {
            @Override
            public Arrival of(StepAction action, RunContext context) throws InterruptedException {
                return Arrival.of(step, attempt, action.lookAfter(context));
            }

            /** That nobody could look says nothing about what is to be seen. */
            @Override
            public Arrival impossible(String why) {
                return Arrival.of(step, attempt, new Outcome.Unknown(why));
            }
        });
    }

    void show(Plan plan, RunState state, RunEvent.StepWaits wait) {
        begin(plan, state, wait.step(), 0, new Work() {
            @Override
            public Arrival of(StepAction action, RunContext context) throws InterruptedException {
                return shown(action.pending(context));
            }

            @Override
            public Arrival impossible(String why) {
                return shown(Values.of("pending", "cannot be shown: " + why));
            }

            private Arrival shown(Values pending) {
                Values shown = wait.shown().and(pending);
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
            }
        });
    }

    /** Looks at what stands before a phase; that takes reading other runs, and perhaps databases. */
    void check(Plan plan, RunState state, String phase) {
        String key = "gate of " + phase;
        if (running.containsKey(key)) {
            return;
        }
        Place first = Places.of(plan.phase(phase).orElseThrow()).get(0);
        RunContext context = new RunContext(engine, lease, plan, state, first, 0, secrets, text -> {});
        launch(new Flight(
                key,
                0,
                why -> Arrival.checked(key, unclear(phase, why)),
                () -> Arrival.checked(key, checked(plan, state, phase, context))));
    }

    /** Something beside the steps, once at a time; it reports under its own name. */
    void aside(String name, Function<String, Arrival> cutShort, Flight.Call call) {
        if (!running.containsKey(name)) {
            launch(new Flight(name, 0, cutShort, call));
        }
    }

    /** What a step is given, with its secrets in place. */
    RunContext context(Plan plan, RunState state, Place place, int attempt) {
        RunContext context = new RunContext(
                engine, lease, plan, state, place, attempt, secrets, text -> listener.printed(place.key(), text));
        context.prepare();
        return context;
    }

    private RunEvent.GateChecked checked(Plan plan, RunState state, String phase, RunContext context)
            throws InterruptedException {
        try {
            return new RehearsalGate(engine).check(plan, state, phase, context);
        } catch (SecretException | ExpressionException explained) {
            return unclear(phase, String.valueOf(explained.getMessage()));
        } catch (RuntimeException fault) {
            LOG.warn("What stands before phase {} could not be looked at", phase, fault);
            return unclear(phase, "what stands before it could not be looked at: " + fault.getMessage());
        }
    }

    private RunEvent.GateChecked unclear(String phase, String why) {
        return new RunEvent.GateChecked(engine.now(), phase, Optional.empty(), Map.of(), List.of(why));
    }

    /** What is asked of an action, and what to report where it could not be asked. */
    interface Work {
        Arrival of(StepAction action, RunContext context) throws InterruptedException;

        Arrival impossible(String why);

        /** What to report where only a person can make it possible. */
        default Arrival forPerson(String why) {
            return impossible(why);
        }
    }

    private void begin(Plan plan, RunState state, String step, int attempt, Work work) {
        Optional<Place> place = Places.find(plan, state, step);
        if (place.isEmpty()
                || place.get().step().loop().isPresent()
                || !(place.get().step().action() instanceof Action.Perform perform)) {
            return;
        }
        Flight busy = running.get(step);
        if (busy != null && busy.attempt() == attempt) {
            return;
        }
        RunContext context = new RunContext(
                engine, lease, plan, state, place.get(), attempt, secrets, text -> listener.printed(step, text));
        String name = perform.type().name();
        Flight flight = new Flight(step, attempt, work::impossible, () -> {
            Optional<StepAction> action = engine.actions.find(name, plan.environment());
            return action.isPresent()
                    ? guarded(action.get(), context, step, attempt, work)
                    : work.impossible("there is no action '%s' here; add its jar".formatted(name));
        });
        if (busy == null) {
            launch(flight);
        } else {
            behind.put(step, flight);
            busy.stop("attempt %d begins".formatted(attempt));
        }
    }

    private void launch(Flight flight) {
        running.put(flight.step(), flight);
        flight.launch(engine.threads, inbox);
    }

    /** Takes what has reported off the list, and begins what waited behind it. */
    void landed(Arrival arrival) {
        Flight flight = running.get(arrival.step());
        if (flight != null && flight.attempt() == arrival.attempt()) {
            running.remove(arrival.step());
            Optional.ofNullable(behind.remove(arrival.step())).ifPresent(this::launch);
        }
    }

    private static Arrival guarded(StepAction action, RunContext context, String step, int attempt, Work work)
            throws InterruptedException {
        try {
            context.prepare();
            return work.of(action, context);
        } catch (SecretException explained) {
            String why = String.valueOf(explained.getMessage());
            return explained.isForPerson() ? work.forPerson(why) : work.impossible(why);
        } catch (ExpressionException explained) {
            return work.impossible(String.valueOf(explained.getMessage()));
        } catch (JournalException lost) {
            return broken(step, attempt, work, "its output could not be kept: " + lost.getMessage());
        } catch (RuntimeException fault) {
            LOG.warn("The action of step {} broke; the step is taken as unknown", step, fault);
            return broken(step, attempt, work, "the action broke: " + fault);
        }
    }

    private static Arrival broken(String step, int attempt, Work work, String why) {
        return attempt == 0 ? work.impossible(why) : Arrival.of(step, attempt, new Outcome.Unknown(why));
    }

    void stop(String step, String reason) {
        Optional.ofNullable(running.get(step)).ifPresent(flight -> flight.stop(reason));
    }

    void stopAll(String reason) {
        running.keySet().forEach(step -> stop(step, reason));
    }
}
