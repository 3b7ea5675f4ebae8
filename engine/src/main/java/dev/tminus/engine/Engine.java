package dev.tminus.engine;

import dev.tminus.action.Actions;
import dev.tminus.book.Plan;
import dev.tminus.book.PlanReader;
import dev.tminus.book.Problem;
import dev.tminus.book.Values;
import dev.tminus.book.Window;
import dev.tminus.forecast.Forecast;
import dev.tminus.journal.Append;
import dev.tminus.journal.Head;
import dev.tminus.journal.History;
import dev.tminus.journal.Journal;
import dev.tminus.journal.Lease;
import dev.tminus.journal.RunFacts;
import dev.tminus.journal.StaleHeadException;
import dev.tminus.run.Actor;
import dev.tminus.run.Rehearsal;
import dev.tminus.run.Request;
import dev.tminus.run.Requests;
import dev.tminus.run.Ruling;
import dev.tminus.run.RunEvent;
import dev.tminus.run.RunId;
import dev.tminus.run.RunState;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts runs, rules on people's requests, and takes runs over to drive them. Safe for threads.
 *
 * <p>The only part of Tminus that acts: everything it does was decided by {@link dev.tminus.run.Decider} and written to
 * the journal first.
 */
public final class Engine {

    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    final Journal journal;
    final PlanReader plans;
    final Actions actions;
    final Secrets secrets;
    final EngineSettings settings;
    final ExecutorService threads;
    private final Outward outward = new Outward(this);

    public Engine(
            Journal journal,
            PlanReader plans,
            Actions actions,
            Secrets secrets,
            EngineSettings settings,
            ExecutorService threads) {
        this.journal = journal;
        this.plans = plans;
        this.actions = actions;
        this.secrets = secrets;
        this.settings = settings;
        this.threads = threads;
    }

    /** Now, by the journal's clock. */
    public Instant now() {
        return settings.clock().instant().plus(journal.clockOffset());
    }

    /** What keeps a run from beginning; empty where it may. */
    public List<StartGate.Finding> gate(Plan plan, StartArguments arguments) {
        return new StartGate(this).check(plan, arguments, now());
    }

    /** What the actions of a plan would miss, found out without effect. {@code state} is that of a run not begun. */
    public List<Probing.Finding> probe(Plan plan, RunState state) {
        return new Probing(this, plan, state).findings();
    }

    /** What is risky in what the actions of a plan would do, sized by the databases they are for. */
    public List<Problem> risks(Plan plan, RunState state) {
        return new Probing(this, plan, state).risks();
    }

    /** Tries the actions of a plan, one after the other, where they can be taken back, and takes them back. */
    public List<Trying.Tried> attempt(Plan plan, RunState state) {
        return new Trying(this, plan, state).all();
    }

    /** The rehearsal that a run of the plan would build on. */
    public Optional<Rehearsal> rehearsed(Plan plan) {
        return new Rehearsals(journal).last(plan);
    }

    /** The state a run would begin in. */
    RunState preview(Plan plan, StartArguments arguments, Instant now) {
        return RunState.of(List.of(first(plan, arguments, now)));
    }

    private RunEvent.RunStarted first(Plan plan, StartArguments arguments, Instant now) {
        Optional<Rehearsal> rehearsed = new Rehearsals(journal).last(plan);
        RunEvent.RunStarted bare = started(plan, arguments, now, rehearsed, Values.NONE);
        return started(plan, arguments, now, rehearsed, FixedVars.of(plan, RunState.of(List.of(bare)), now));
    }

    /** Writes the start of a run; nothing is done yet. */
    public RunState start(Plan plan, StartArguments arguments) {
        Instant now = now();
        RunEvent.RunStarted known = first(plan, arguments, now);
        RunEvent.RunStarted full = known.expecting(forecast(plan, RunState.of(List.of(known))));
        RunState state = RunState.of(List.of(full));
        journal.start(Append.of(Head.EMPTY, Facts.of(plan, state, now, true, Optional.of(now)), List.of(full))
                .notifying(Posting.of(plan, state, state, List.of(full), Head.EMPTY, now)));
        return state;
    }

    /**
     * What a run of a plan should take, from rehearsals, earlier runs in its environment and the sizes of the tables it
     * would work on, which are asked for; empty where nothing is known. {@code state} is that of a run not begun.
     */
    public Optional<Forecast> forecast(Plan plan, RunState state) {
        return Optional.of(new Forecasts(this, plan, state).forecast()).filter(found -> !found.isNone());
    }

    private RunEvent.RunStarted started(
            Plan plan, StartArguments arguments, Instant now, Optional<Rehearsal> rehearsed, Values vars) {
        Map<String, List<String>> people = new LinkedHashMap<>();
        plan.runbook().roles().keySet().forEach(role -> people.put(role, List.of()));
        people.putAll(plan.environment().people());
        people.putAll(arguments.people());
        return new RunEvent.RunStarted(
                now,
                arguments.run().value(),
                plan.runbook().id(),
                plan.runbook().name(),
                STAMP.format(now),
                plan.environment().name(),
                plan.environment().rehearsal(),
                arguments.starter(),
                plan.text(),
                plan.digest(),
                plan.runbook().digest(),
                arguments.window().map(Window::toString),
                vars,
                people,
                rehearsed,
                arguments.waivers(),
                arguments.folder().toAbsolutePath().toString(),
                settings.program(),
                Optional.empty());
    }

    /** A run as it stands, with its plan. */
    public record Standing(Plan plan, RunState state, History history) {}

    /** Reads a run. */
    public Standing read(RunId run) {
        History history = journal.read(run);
        RunState state = RunState.of(history.events());
        return new Standing(plans.read(state.plan()), state, history);
    }

    /**
     * The settings of a medium in a run's {@code notify} block, with secrets in place; nothing where it has none.
     *
     * @throws SecretException where a secret cannot be had
     */
    public Map<String, Object> medium(RunId run, String name) {
        return outward.settings(read(run), name);
    }

    /** Hides in a text what is secret in a run: what this process has learnt, and what it can learn without effect. */
    public UnaryOperator<String> hiding(RunId run) {
        return outward.hiding(read(run));
    }

    /** The secrets of a run as this process knows them. */
    RunSecrets secretsOf(RunId run) {
        return outward.secretsOf(run);
    }

    /** Rules on a request and writes what follows; ruled again when the run moved on meanwhile. */
    public Ruling request(RunId run, Request request, Actor by) {
        return request(run, request, by, standing -> Optional.empty());
    }

    /**
     * The same, for a request that was made of what somebody saw earlier.
     *
     * @param objection why it is refused as things stand, whatever else allows it; looked at with every ruling
     */
    public Ruling request(
            RunId run, Request request, Actor by, Function<Standing, Optional<Ruling.Refused>> objection) {
        while (true) {
            Standing standing = read(run);
            Instant now = now();
            Optional<Ruling.Refused> objected = objection.apply(standing);
            Ruling ruling = objected.isPresent()
                    ? objected.get()
                    : Requests.rule(standing.plan(), standing.state(), request, by, now);
            List<RunEvent> events = ruling instanceof Ruling.Granted granted
                    ? granted.events()
                    : List.of(new RunEvent.RequestRefused(now, by, request.word(), ((Ruling.Refused) ruling).reason()));
            if (events.isEmpty() || standing.state().status().isEnd()) {
                return ruling;
            }
            try {
                RunState after = standing.state();
                for (RunEvent event : events) {
                    after = after.after(event);
                }
                RunFacts facts = Facts.of(standing.plan(), after, now, true, Optional.of(now));
                Head head = standing.history().head();
                journal.append(Append.of(head, facts, events)
                        .notifying(Posting.of(standing.plan(), standing.state(), after, events, head, now)));
                return ruling;
            } catch (StaleHeadException movedOn) {
                LOG.debug("Run {} moved on while '{}' was ruled on; ruling again", run, request.word());
            }
        }
    }

    /**
     * Takes a run over: from now on only this engine may write what the run does.
     *
     * @throws dev.tminus.journal.LeaseHeldException while another engine holds it
     */
    public Drive take(RunId run) {
        Lease lease = journal.acquire(run, settings.holder(), settings.lease());
        return new Drive(this, lease);
    }
}
