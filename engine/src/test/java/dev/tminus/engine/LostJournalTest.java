package dev.tminus.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tminus.action.Actions;
import dev.tminus.journal.InMemoryJournal;
import dev.tminus.journal.Journal;
import dev.tminus.journal.JournalUnavailableException;
import dev.tminus.run.RunId;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A journal that is there at the start and then gone. */
class LostJournalTest {

    private final SettableClock clock = new SettableClock(Bed.START);
    private final Journal journal = new InMemoryJournal(clock);
    private final List<String> inVain = new ArrayList<>();
    private boolean gone;

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

    @Test
    void a_drive_that_found_its_journal_gone_does_not_wait_for_it_again_when_it_closes() {
        Journal frail = (Journal)
                Proxy.newProxyInstance(Journal.class.getClassLoader(), new Class<?>[] {Journal.class}, this::call);
        EngineSettings settings = new EngineSettings("only", clock, Path.of("unused"), Duration.ofHours(9), 64, "test");
        Engine engine = new Engine(
                frail,
                Bed.PLANS,
                new Actions(ScriptedAction.all(new World())),
                (secret, how) -> "x",
                settings,
                new ByHand());
        engine.start(Bed.planOf("- { id: a, test.do: a }\n"), Bed.arguments(new RunId("r-20261201-lost")));
        Drive drive = engine.take(new RunId("r-20261201-lost"));
        gone = true;
        assertThatThrownBy(drive::turn).isInstanceOf(JournalUnavailableException.class);
        inVain.clear();

        drive.close();

        assertThat(inVain).isEmpty();
    }
}
