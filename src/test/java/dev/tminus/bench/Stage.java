package dev.tminus.bench;

import dev.tminus.action.Actions;
import dev.tminus.app.embedded.EmbeddedServer;
import dev.tminus.app.embedded.ServerAddress;
import dev.tminus.app.shell.RunAction;
import dev.tminus.app.shell.Supervisor;
import dev.tminus.book.Plan;
import dev.tminus.book.Values;
import dev.tminus.engine.Drive;
import dev.tminus.engine.Engine;
import dev.tminus.engine.EngineSettings;
import dev.tminus.engine.StartArguments;
import dev.tminus.engine.Turn;
import dev.tminus.journal.Journal;
import dev.tminus.journal.postgres.JournalAddress;
import dev.tminus.journal.postgres.PostgresJournal;
import dev.tminus.reader.PlanText;
import dev.tminus.reader.Reading;
import dev.tminus.reader.RunbookReader;
import dev.tminus.run.Actor;
import dev.tminus.run.RunId;
import dev.tminus.run.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** The embedded server in a folder that is thrown away, durable as ever, and engines on it. */
final class Stage implements AutoCloseable {
    /** Where the sources are; the programs are started from there. */
    static final Path HOME = Path.of(System.getProperty("tminus.home", "."));

    private final Path folder = Files.createTempDirectory("tminus-bench");
    private final Deque<Runnable> atClose = new ArrayDeque<>();
    final Nothing nothing = new Nothing();
    final Supervisor supervisor = new Supervisor(folder.resolve("state"), System.getenv());
    final Actions actions = new Actions(List.of(nothing, new RunAction(supervisor)));
    final RunbookReader reader = new RunbookReader(actions.types());
    private final ExecutorService threads = Executors.newCachedThreadPool();

    Stage() throws IOException {
        atClose.push(supervisor::close);
        atClose.push(threads::shutdownNow);
    }

    /** Variables under which the command line finds this server and nobody else's. */
    Map<String, String> variables() {
        Map<String, String> variables = new HashMap<>(System.getenv());
        variables.put("XDG_DATA_HOME", folder.resolve("data").toString());
        variables.put("XDG_STATE_HOME", folder.resolve("state").toString());
        variables.remove("TMINUS_JOURNAL");
        return variables;
    }

    private Optional<ServerAddress> running = Optional.empty();

    /** The server, started when it is first needed. */
    synchronized ServerAddress server() {
        if (running.isEmpty()) {
            EmbeddedServer server = EmbeddedServer.ofUser(variables());
            EmbeddedServer.Visit visit = server.join();
            atClose.push(() -> {
                visit.close();
                server.stop();
            });
            running = Optional.of(visit.address());
        }
        return running.get();
    }

    Connection connect() throws SQLException {
        ServerAddress server = server();
        return DriverManager.getConnection(server.url("postgres"), server.user(), server.password());
    }

    Journal journal() {
        ServerAddress server = server();
        Journal journal = PostgresJournal.open(
                JournalAddress.of(server.url("postgres"), server.user(), server.password()), InstantSource.system());
        atClose.push(journal::close);
        return journal;
    }

    /** An engine with a connection of its own. */
    Engine engine(String holder) {
        return engine(holder, journal());
    }

    Engine engine(String holder, Journal journal) {
        EngineSettings settings = new EngineSettings(
                holder,
                InstantSource.system(),
                folder.resolve("state"),
                EngineSettings.LEASE,
                EngineSettings.BATCH,
                "bench");
        return new Engine(
                journal,
                text -> new PlanText(reader).read(text),
                actions,
                (secret, values) -> {
                    throw new IllegalStateException("no secret is needed");
                },
                settings,
                threads);
    }

    Plan plan(String runbook) {
        Reading reading = reader.read("bench.yaml", runbook, path -> Optional.empty());
        return PlanText.bind(
                reading.runbook().orElseThrow(() -> new IllegalStateException(reading.report())), "bench", Values.NONE);
    }

    RunId start(Engine engine, Plan plan) {
        RunId run = RunId.random(Instant.now());
        engine.start(plan, new StartArguments(run, Actor.cli("bench"), Optional.empty(), Map.of(), List.of(), folder));
        return run;
    }

    /** Drives a run to its end, as the command line does without a screen. */
    static RunState drive(Drive drive) throws InterruptedException {
        while (true) {
            Turn turn = drive.turn();
            if (turn.ended()) {
                return turn.state();
            }
            drive.await(Duration.ofSeconds(1));
        }
    }

    /** Starts a run and takes it to its end; returns how many seconds the driving took. */
    double seconds(Engine engine, Plan plan) throws InterruptedException {
        try (Drive drive = engine.take(start(engine, plan))) {
            long begun = System.nanoTime();
            RunState end = drive(drive);
            double seconds = (System.nanoTime() - begun) / 1e9;
            if (!end.status().name().equals("SUCCEEDED")) {
                throw new IllegalStateException("the run ended as " + end.status());
            }
            return seconds;
        }
    }

    Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Override
    public void close() throws IOException {
        while (!atClose.isEmpty()) {
            atClose.pop().run();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
