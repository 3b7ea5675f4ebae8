package dev.tminus.app.cli;

import dev.tminus.action.SafeText;
import dev.tminus.engine.Engine;
import dev.tminus.run.Checklist;
import dev.tminus.run.RunId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tminus status}: where a run stands, and who must act. */
@Command(
        name = "status",
        header = {"Examples:", "  tminus status", "  tminus status r-20261201-7k3mq9 -o json", ""},
        description = "Where a run stands: what runs, what waits for whom, what turning back would mean.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

    /** How the status is written. */
    enum Output {
        text,
        wide,
        json,
        jsonl
    }

    private final Desk desk;

    @Mixin
    private RunOrNewest run = new RunOrNewest();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "text (default), wide, json or jsonl (its events).")
    private Output output = Output.text;

    StatusCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        RunId id = run.of(desk);
        Engine.Standing standing = desk.engine().read(id);
        if (output == Output.jsonl) {
            standing.history().lines().forEach(desk.terminal.out()::println);
            return ExitCode.DONE.code();
        }
        Checklist checklist = Checklist.of(standing.plan(), standing.state(), desk.now());
        String text = output == Output.json
                ? StatusJson.of(checklist, standing)
                : new StatusText(checklist, output == Output.wide).toString();
        desk.terminal.out().print(text);
        if (output == Output.text || output == Output.wide) {
            Backlog.of(desk, id).forEach(line -> desk.terminal.out().println(SafeText.line(line)));
        }
        return ExitCode.DONE.code();
    }
}
