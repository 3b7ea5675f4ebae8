package dev.tminus.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.tminus.action.Actions;
import dev.tminus.app.cli.desk.Control;
import dev.tminus.engine.Engine;
import dev.tminus.engine.EngineSettings;
import dev.tminus.journal.InMemoryJournal;
import dev.tminus.journal.Journal;
import dev.tminus.run.RunId;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class PostTest {

    private final Journal journal = new InMemoryJournal(InstantSource.system());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch looking = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ListAppender<ILoggingEvent> said = new ListAppender<>();

    @BeforeEach
    void listen() {
        said.start();
        logger().addAppender(said);
    }

    @AfterEach
    void stop() {
        logger().detachAppender(said);
        threads.shutdownNow();
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(Post.class);
    }

    /** A journal that is closed while it is read. */
    private Object call(Object self, Method method, Object[] arguments) throws Throwable {
        if (!method.getName().equals("read")) {
            try {
                return method.invoke(journal, arguments);
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
            }
        }
        looking.countDown();
        closed.await();
        throw new IllegalStateException("the journal was closed");
    }

    @Test
    void a_lookout_that_a_quick_command_leaves_behind_prints_no_fault() throws Exception {
        Journal slow = (Journal)
                Proxy.newProxyInstance(Journal.class.getClassLoader(), new Class<?>[] {Journal.class}, this::call);
        EngineSettings settings = new EngineSettings(
                "me", InstantSource.system(), Path.of("unused"), EngineSettings.LEASE, EngineSettings.BATCH, "test");
        Actions none = new Actions(java.util.List.of());
        Engine engine = new Engine(
                slow,
                text -> {
                    throw new AssertionError("no plan is read");
                },
                none,
                (secret, how) -> "x",
                settings,
                threads);
        Post post =
                new Post(new Control(slow, engine), new RunId("r-20261201-quick"), Map.of(), text -> {}, warning -> {});
        post.begin();
        looking.await();
        Thread lookout = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("lookout"))
                .findFirst()
                .orElseThrow();

        post.close();
        closed.countDown();

        lookout.join();
        assertThat(said.list)
                .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .isEmpty();
    }
}
