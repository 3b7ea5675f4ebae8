package dev.tminus.app.cli;

import dev.tminus.reader.Profile;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Hidden: loads what most commands need, so that the launcher can keep those classes in its archive. */
@Command(name = "warmup", hidden = true, description = "Loads the classes that most commands need.")
final class WarmupCommand implements Callable<Integer> {

    private static final String RUNBOOK = """
            runbook: v1
            id: warmup
            name: Warm up
            owner: nobody
            environments: { here: { rehearsal: true } }
            roles: { one: {} }
            vars: { greeting: hello }
            phases:
              - id: only
                name: Only
                steps:
                  - { id: say, name: Say, run: [echo, "${{ vars.greeting }}"], expect: 'output.contains("h") && exit_code == 0' }
                  - { id: sure, name: Sure, by: one, manual: "Look at ${{ steps.say.result.output }}" }
            """;

    private final Desk desk;

    WarmupCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        int classes = new CommandLine(new StatusCommand(desk)).getUsageMessage().length();
        classes += desk.backstage
                .reader(Profile.TEAM)
                .read("warmup", RUNBOOK, path -> java.util.Optional.empty())
                .report()
                .length();
        classes += Path.of(".").toString().length();
        return classes > 0 ? ExitCode.DONE.code() : ExitCode.FAILED.code();
    }
}
