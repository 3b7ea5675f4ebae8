package dev.tminus.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tminus.action.Actions;
import dev.tminus.journal.InMemoryJournal;
import dev.tminus.journal.Journal;
import dev.tminus.journal.JournalUnavailableException;
import dev.tminus.run.RunId;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** A journal that is there at the start and then gone. */
class LostJournalTest {

    private static final RunId RUN = new RunId("r-20261201-lost");

    private final SettableClock clock = new SettableClock(Bed.START);
    private final Journal journal = new InMemoryJournal(clock);
    private final List<String> inVain = new ArrayList<>();
    private boolean gone;
    private final CountDownLatch beating = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    private Object call(Object self, Method method, Object[] arguments) throws Throwable {
        if (gone) {
            inVain.add(method.getName());
            throw new JournalUnavailableException(JournalUnavailableException.Reason.UNREACHABLE, "it is gone");
        }
        try {
            return method.invoke(journal, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    /** A renewal that is under way until the journal is closed. */
    private Object renewing(Object self, Method method, Object[] arguments) throws Throwable {
        if (!method.getName().equals("renew")) {
            return call(self, method, arguments);
        }
        beating.countDown();
        while (closed.getCount() > 0) {
            LockSupport.parkNanos(1_000_000);
        }
        throw new IllegalStateException("the journal was closed");
    }

    private static Journal journal(InvocationHandler handler) {
        return (Journal)
                Proxy.newProxyInstance(Journal.class.getClassLoader(), new Class<?>[] {Journal.class}, handler);
    }

    private Drive drive(Journal through, Duration lease) {
        EngineSettings settings = new EngineSettings("only", clock, Path.of("unused"), lease, 64, "test");
        Actions actions = new Actions(ScriptedAction.all(new World()));
        Engine engine = new Engine(through, Bed.PLANS, actions, (secret, how) -> "x", settings, new ByHand());
        engine.start(Bed.planOf("- { id: a, test.do: a }\n"), Bed.arguments(RUN));
        return engine.take(RUN);
    }

    @Test
    void a_drive_that_found_its_journal_gone_does_not_wait_for_it_again_when_it_closes() {
        Drive drive = drive(journal(this::call), Duration.ofHours(9));
        gone = true;
        assertThatThrownBy(drive::turn).isInstanceOf(JournalUnavailableException.class);
        inVain.clear();

        drive.close();

        assertThat(inVain).isEmpty();
    }

    @Test
    void a_heartbeat_under_way_when_the_journal_is_closed_prints_no_fault() throws Exception {
        List<Throwable> faults = new CopyOnWriteArrayList<>();
        Drive drive = drive(journal(this::renewing), Duration.ofMillis(40));
        beating.await();
        Thread heart = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("heartbeat-" + RUN))
                .findFirst()
                .orElseThrow();
        heart.setUncaughtExceptionHandler((thread, fault) -> faults.add(fault));

        drive.close();
        closed.countDown();

        heart.join();
        assertThat(faults).isEmpty();
    }
}
