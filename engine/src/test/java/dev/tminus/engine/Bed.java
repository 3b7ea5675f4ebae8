package dev.tminus.engine;

import dev.tminus.action.Actions;
import dev.tminus.book.ActionType;
import dev.tminus.book.Plan;
import dev.tminus.book.PlanReader;
import dev.tminus.book.Runbook;
import dev.tminus.book.Values;
import dev.tminus.book.Window;
import dev.tminus.journal.InMemoryJournal;
import dev.tminus.journal.Journal;
import dev.tminus.reader.PlanText;
import dev.tminus.reader.Reading;
import dev.tminus.reader.RunbookReader;
import dev.tminus.run.Actor;
import dev.tminus.run.Asked;
import dev.tminus.run.Checklist;
import dev.tminus.run.Request;
import dev.tminus.run.Ruling;
import dev.tminus.run.RunEvent;
import dev.tminus.run.RunId;
import dev.tminus.run.RunState;
import dev.tminus.run.StepState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * A run to try things on: a runbook given as text, a world, a clock and an engine turned by hand.
 *
 * <p>{@link #go} turns until nothing happens any more without time passing or a person speaking.
 */
final class Bed {

    static final Instant START = Instant.parse("2026-12-01T00:00:00Z");
    static final Window WINDOW = Window.parse("2026-12-01T01:00[UTC]/PT3H").orElseThrow();
    static final String ANNA = "anna";
    static final String BERT = "bert";
    static final String CLEO = "cleo";
    private static final List<ActionType> TYPES =
            ScriptedAction.all(new World()).stream().map(ScriptedAction::type).toList();
    private static final RunbookReader READER = new RunbookReader(TYPES);
    private static final Map<String, Plan> READ = new ConcurrentHashMap<>();
    /** Reads each plan once: a test reads the same one thousands of times. */
    static final PlanReader PLANS = text -> READ.computeIfAbsent(text, new PlanText(READER)::read);

    final SettableClock clock;
    final World world;
    final Journal journal;
    final ByHand threads = new ByHand();
    final RunId run;
    private final Engine engine;
    private Drive drive;

    /** A run of the steps given, in one phase of environment {@code production}. */
    static Bed of(String steps) {
        return new Bed(onePhase(steps), "production");
    }

    /** The plan of the steps given, as {@link #of} makes it. */
    static Plan planOf(String steps) {
        return plan(onePhase(steps), "production");
    }

    private static String onePhase(String steps) {
        return book("phases:\n  - id: only\n    steps:\n" + steps.indent(6));
    }

    /** A run of a runbook of which everything below the environments is given. */
    static Bed book(String rest, String environment) {
        return new Bed(book(rest), environment);
    }

    static String book(String rest) {
        return """
                runbook: v1
                id: sample
                owner: me
                roles: { dba: {}, engineer: {}, manager: {} }
                environments:
                  production: { roles: { dba: [anna], engineer: [bert], manager: [cleo, anna] } }
                  risky: { policy: { risky_approvals: console }, roles: { dba: [anna], engineer: [bert] } }
                  staging: { rehearsal: true, roles: { dba: [anna], engineer: [bert], manager: [cleo] } }
                """ + rest;
    }

    static Plan plan(String text, String environment) {
        Reading reading = READER.read("sample", text, path -> Optional.of("00"));
        Runbook runbook = reading.runbook().orElseThrow(() -> new AssertionError(reading.report()));
        return PlanText.bind(runbook, environment, Values.NONE);
    }

    private Bed(String text, String environment) {
        this.clock = new SettableClock(START);
        this.world = new World();
        this.journal = new InMemoryJournal(clock);
        this.run = new RunId("r-20261201-sample");
        this.engine = engine(journal, world, clock, threads, "first");
        engine.start(plan(text, environment), arguments(run));
        this.drive = engine.take(run);
    }

    /** Another run beside this one, of its own world, in the same journal. */
    private Bed(Bed beside, String text) {
        this.world = new World();
        this.journal = beside.journal;
        this.clock = beside.clock;
        this.run = new RunId("r-20261201-other");
        this.engine = engine(journal, world, clock, threads, "other");
        engine.start(plan(text, "production"), arguments(run));
        this.drive = engine.take(run);
    }

    Bed beside(String rest) {
        return new Bed(this, book(rest));
    }

    static StartArguments arguments(RunId run) {
        return new StartArguments(run, Actor.cli("olga"), Optional.of(WINDOW), Map.of(), List.of(), Path.of("."));
    }

    static Engine engine(Journal journal, World world, SettableClock clock, ByHand threads, String holder) {
        EngineSettings settings =
                new EngineSettings(holder, clock, Path.of("target", "bed"), Duration.ofHours(9), 64, "test");
        return new Engine(
                journal, PLANS, new Actions(ScriptedAction.all(world)), (secret, how) -> "hunter2", settings, threads);
    }

    RunState go() {
        for (int turns = 0; turns < 200; turns++) {
            drive.refresh();
            Turn turn = drive.turn();
            threads.runAll();
            boolean due = turn.wakeAt().map(at -> !at.isAfter(clock.instant())).orElse(false);
            if (turn.ended() || (drive.inFlight() == 0 && !due)) {
                return drive.state();
            }
        }
        throw new AssertionError("the run does not come to rest: " + words());
    }

    /** The engine that drives now, to be kept while another takes over. */
    Drive drive() {
        return drive;
    }

    /** One turn; what it begins is left under way. */
    Turn turn() {
        drive.refresh();
        return drive.turn();
    }

    RunState pass(Duration time) {
        clock.pass(time);
        return go();
    }

    /** The engine is gone as if killed, and another takes over. */
    void takeOver() {
        threads.shutdownNow();
        drive = engine(journal, world, clock, threads, "first").take(run);
    }

    /** Asks without turning the engine. */
    Ruling request(String person, Request request) {
        return engine.request(run, request, Actor.cli(person));
    }

    /** Asks as somebody who speaks in another way. */
    Ruling request(Request request, Actor by) {
        return engine.request(run, request, by);
    }

    /** Asks for what must be granted, then turns. */
    RunState by(String person, Request request) {
        Ruling ruling = request(person, request);
        if (ruling instanceof Ruling.Refused refused) {
            throw new AssertionError("%s refused: %s".formatted(request.word(), refused.reason()));
        }
        return go();
    }

    /** Looks at the run from beside it. */
    Lookout lookout() {
        return new Lookout(engine, run);
    }

    /** What takes the run's secrets out of a text. */
    UnaryOperator<String> hiding() {
        return engine.hiding(run);
    }

    RunState state() {
        return drive.state();
    }

    Plan plan() {
        return drive.plan();
    }

    StepState step(String key) {
        return drive.state().step(key);
    }

    List<RunEvent> events() {
        return journal.read(run).events();
    }

    <E extends RunEvent> List<E> events(Class<E> type) {
        return events().stream().filter(type::isInstance).map(type::cast).toList();
    }

    List<Asked> waiting() {
        return Checklist.of(plan(), state(), clock.instant()).waiting();
    }

    List<String> words() {
        return events().stream().map(event -> event.getClass().getSimpleName()).toList();
    }
}
