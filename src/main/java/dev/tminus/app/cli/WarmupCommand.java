package dev.tminus.app.cli;

import dev.tminus.book.Plan;
import dev.tminus.book.Runbook;
import dev.tminus.journal.JournalException;
import dev.tminus.journal.RunFilter;
import dev.tminus.reader.PlanBinder;
import dev.tminus.reader.Profile;
import dev.tminus.run.Checklist;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
                .read("warmup", RUNBOOK, path -> Optional.empty())
                .runbook()
                .map(this::evaluated)
                .orElse(0);
        classes += journal();
        return classes > 0 ? ExitCode.DONE.code() : ExitCode.FAILED.code();
    }

    private int evaluated(Runbook runbook) {
        Plan plan = PlanBinder.bind(runbook, "here", Map.of());
        Preview preview = new Preview(
                plan, desk.actor(), Path.of("/"), desk.backstage.clock().instant());
        Checklist checklist = Checklist.of(plan, preview.state(), preview.now());
        return Planned.of(preview, List.of()).json().length()
                + new StatusText(checklist, true).toString().length();
    }

    /** Nothing listens on that port: the driver and what queries are made with are loaded, and no server is needed. */
    private int journal() {
        try {
            return desk.backstage
                    .control(Optional.of("postgresql://nobody@127.0.0.1:1/none"))
                    .journal()
                    .runs(RunFilter.ALL, 1)
                    .size();
        } catch (JournalException refused) {
            return 1;
        }
    }
}
