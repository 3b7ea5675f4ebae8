package dev.tminus.app.cli.look;

import dev.tminus.app.cli.desk.Desk;
import dev.tminus.app.cli.desk.ExitCode;
import dev.tminus.app.cli.desk.Messages;
import dev.tminus.app.cli.desk.OutputFormat;
import dev.tminus.app.cli.desk.RunOrNewest;
import dev.tminus.app.cli.drive.Endings;
import dev.tminus.app.cli.drive.RunView;
import dev.tminus.app.cli.drive.Views;
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
public final class WatchCommand implements Callable<Integer> {

    private static final Duration POLL = Duration.ofSeconds(1);

    private final Desk desk;

    @Mixin
    private RunOrNewest run = new RunOrNewest();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description =
                    "text (default), wide (with every step at the end), json (the status, once the run has ended),"
                            + " or jsonl (events as they come).")
    private OutputFormat output = OutputFormat.text;

    public WatchCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        RunId id = run.of(desk);
        try (RunView view = Views.of(desk);
                Messages messages =
                        desk.backstage.messages(desk.control(), id, output.isForPeople() ? view::say : nobody -> {});
                Changes changes = desk.journal().changes()) {
            messages.begin();
            long told = 0;
            while (true) {
                Engine.Standing standing = desk.engine().read(id);
                Checklist checklist = Checklist.of(standing.plan(), standing.state(), desk.now());
                if (output == OutputFormat.jsonl) {
                    told = tell(standing.history().lines(), told);
                } else if (output.isForPeople()) {
                    view.show(checklist);
                }
                if (checklist.status().isEnd()) {
                    return ended(view, checklist, standing).code();
                }
                changes.await(POLL);
            }
        }
    }

    private long tell(List<String> lines, long told) {
        lines.subList((int) told, lines.size()).forEach(desk.terminal.out()::println);
        desk.terminal.out().flush();
        return lines.size();
    }

    private ExitCode ended(RunView view, Checklist checklist, Engine.Standing standing) {
        return switch (output) {
            case text -> Endings.ended(desk, view, checklist);
            case wide -> {
                ExitCode code = Endings.ended(desk, view, checklist);
                desk.terminal.out().print(new StatusText(checklist, true));
                yield code;
            }
            case json -> {
                desk.terminal.out().print(StatusJson.of(checklist, standing));
                yield Endings.code(checklist);
            }
            case jsonl -> Endings.code(checklist);
        };
    }
}
