package dev.tminus.app.cli.look;

import dev.tminus.action.SafeText;
import dev.tminus.app.cli.desk.Desk;
import dev.tminus.app.cli.desk.ExitCode;
import dev.tminus.app.cli.desk.OutputFormat;
import dev.tminus.app.cli.desk.RunOrNewest;
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
public final class StatusCommand implements Callable<Integer> {

    private final Desk desk;

    @Mixin
    private RunOrNewest run = new RunOrNewest();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "text (default), wide, json or jsonl (its events).")
    private OutputFormat output = OutputFormat.text;

    public StatusCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        RunId id = run.of(desk);
        Engine.Standing standing = desk.engine().read(id);
        if (output == OutputFormat.jsonl) {
            standing.history().lines().forEach(desk.terminal.out()::println);
            return ExitCode.DONE.code();
        }
        Checklist checklist = Checklist.of(standing.plan(), standing.state(), desk.now());
        String text = output == OutputFormat.json
                ? StatusJson.of(checklist, standing)
                : new StatusText(checklist, output == OutputFormat.wide).toString();
        desk.terminal.out().print(text);
        if (output.isForPeople()) {
            Backlog.of(desk, id).forEach(line -> desk.terminal.out().println(SafeText.line(line)));
        }
        return ExitCode.DONE.code();
    }
}
