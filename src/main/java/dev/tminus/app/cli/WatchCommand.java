package dev.tminus.app.cli;

import dev.tminus.engine.Engine;
import dev.tminus.journal.Changes;
import dev.tminus.run.Checklist;
import dev.tminus.run.RunId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tminus watch}: looks on while somebody else drives. */
@Command(
        name = "watch",
        header = {"Examples:", "  tminus watch", "  tminus watch r-20261201-7k3mq9 && echo good", ""},
        description = "Looks on until a run ends; the exit code says how. Ctrl-C stops looking, never the run.",
        mixinStandardHelpOptions = true)
final class WatchCommand implements Callable<Integer> {

    private static final Duration POLL = Duration.ofSeconds(1);

    /** How the run is shown. */
    enum Output {
        text,
        jsonl
    }

    private final Desk desk;

    @Mixin
    private RunOrNewest run = new RunOrNewest();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "text (default) or jsonl (events as they come).")
    private Output output = Output.text;

    WatchCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        RunId id = run.of(desk);
        try (RunView view = Views.of(desk);
                Messages messages =
                        desk.backstage.messages(desk.control(), id, output == Output.text ? view::say : nobody -> {});
                Changes changes = desk.journal().changes()) {
            messages.begin();
            long head = 0;
            while (true) {
                Engine.Standing standing = desk.engine().read(id);
                Checklist checklist = Checklist.of(standing.plan(), standing.state(), desk.now());
                if (output == Output.jsonl) {
                    List<String> lines = standing.history().lines();
                    lines.subList((int) head, lines.size()).forEach(desk.terminal.out()::println);
                    desk.terminal.out().flush();
                    head = lines.size();
                } else {
                    view.show(checklist);
                }
                if (checklist.status().isEnd() && output == Output.jsonl) {
                    return Endings.code(checklist).code();
                }
                if (checklist.status().isEnd()) {
                    return Endings.ended(desk, view, checklist).code();
                }
                changes.await(POLL);
            }
        }
    }
}
