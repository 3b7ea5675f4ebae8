package dev.tminus.engine;

import dev.tminus.action.Actions;
import dev.tminus.journal.InMemoryJournal;
import dev.tminus.run.RunId;
import dev.tminus.run.RunState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A rehearsal whose ways back are tried on copies of a small world. */
@Timeout(60)
abstract class OnCopies {

    static final RunId RUN = new RunId("r-20261201-proof");

    @TempDir
    Path folder;

    final World world = new World();
    final WorldCopies copies = new WorldCopies(world);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    /** With that run begun. */
    Engine engine(String book, String environment) {
        Engine engine = new Engine(
                new InMemoryJournal(InstantSource.system()),
                Bed.PLANS,
                new Actions(ScriptedAction.all(world)).copying(copies),
                (secret, how) -> "x",
                new EngineSettings("me", InstantSource.system(), folder, Duration.ofHours(1), 64, "test"),
                threads);
        engine.start(Bed.plan(book, environment), Bed.arguments(RUN));
        return engine;
    }

    static RunState finish(Engine engine) throws InterruptedException {
        try (Drive drive = engine.take(RUN)) {
            while (!drive.turn().ended()) {
                drive.await(Duration.ofMillis(50));
            }
            return drive.state();
        }
    }
}
