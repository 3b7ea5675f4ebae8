package dev.tminus.app.cli;

import dev.tminus.engine.Engine;
import dev.tminus.journal.Changes;
import dev.tminus.run.Checklist;
import dev.tminus.run.RunId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tminus watch}: looks on while somebody else drives. */
@Command(
        name = "watch",
        header = {"Examples:", "  tminus watch", "  tminus watch r-20261201-7k3mq9 && echo good", ""},
        description = "Looks on until a run ends; the exit code says how. Ctrl-C stops looking, never the run.",
        mixinStandardHelpOptions = true)
final class WatchCommand implements Callable<Integer> {

    private static final Duration POLL = Duration.ofSeconds(1);

    private final Desk desk;

    @Parameters(index = "0", arity = "0..1", paramLabel = "RUN", description = "The newest open run where left out.")
    private Optional<String> run = Optional.empty();

    WatchCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        RunId id = run.map(desk::run).orElseGet(() -> RunNames.newest(desk.journal()));
        try (RunView view = Views.of(desk);
                Changes changes = desk.journal().changes()) {
            while (true) {
                Engine.Standing standing = desk.engine().read(id);
                Checklist checklist = Checklist.of(standing.plan(), standing.state(), desk.now());
                view.show(checklist);
                if (checklist.status().isEnd()) {
                    return Endings.ended(desk, view, checklist).code();
                }
                changes.await(POLL);
            }
        }
    }
}
