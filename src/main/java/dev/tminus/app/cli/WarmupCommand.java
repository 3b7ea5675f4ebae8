package dev.tminus.app.cli;

import dev.tminus.book.Plan;
import dev.tminus.book.Runbook;
import dev.tminus.journal.Append;
import dev.tminus.journal.Head;
import dev.tminus.journal.InMemoryJournal;
import dev.tminus.journal.JournalException;
import dev.tminus.journal.RunFacts;
import dev.tminus.journal.RunFilter;
import dev.tminus.reader.PlanBinder;
import dev.tminus.reader.Profile;
import dev.tminus.run.Checklist;
import dev.tminus.run.Decider;
import dev.tminus.run.RunId;
import dev.tminus.run.RunState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Hidden: loads what most commands need, so that the launcher can keep those classes in its archive. */
@Command(name = "warmup", hidden = true, description = "Loads the classes that most commands need.")
final class WarmupCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(WarmupCommand.class);

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

    @Parameters(index = "0", arity = "0..1", paramLabel = "FILE", description = "A runbook to read as well.")
    private Optional<Path> file = Optional.empty();

    WarmupCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        int classes = desk.backstage
                .reader(Profile.TEAM)
                .read("warmup", RUNBOOK, path -> Optional.empty())
                .runbook()
                .map(this::evaluated)
                .orElse(0);
        classes += desk.backstage.warmUp() + journal() + commands();
        return classes > 0 ? ExitCode.DONE.code() : ExitCode.FAILED.code();
    }

    /** What people do most, done once; the exit codes do not matter. */
    private int commands() {
        Control control = desk.backstage.fleeting();
        desk.use(control);
        CommandLine line = TminusCommand.withAllVerbs(desk);
        int codes = line.execute("--help");
        try {
            Path own = Files.createTempFile("tminus", ".runbook.yaml");
            try {
                Files.writeString(own, RUNBOOK);
                codes += line.execute("validate", file.orElse(own).toString());
                codes += line.execute("plan", own.toString(), "-e", "here");
                codes += line.execute("run", own.toString(), "-e", "here", "--no-input");
            } finally {
                Files.delete(own);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("no place for temporary files", e);
        }
        for (RunFacts run : control.journal().runs(RunFilter.ALL, 1)) {
            codes += line.execute("runs")
                    + line.execute("status", run.run().value())
                    + line.execute("log", run.run().value());
        }
        return codes;
    }

    private int evaluated(Runbook runbook) {
        Plan plan = PlanBinder.bind(runbook, "here", Map.of());
        Preview preview = new Preview(
                plan, desk.actor(), Path.of("/"), desk.backstage.clock().instant());
        LOG.debug("warming up");
        journaled(plan, preview);
        Checklist checklist = Checklist.of(plan, preview.state(), preview.now());
        return Planned.of(preview, List.of()).json().length()
                + new StatusText(checklist, true).toString().length();
    }

    /** A line of the journal, written and read back. */
    private static void journaled(Plan plan, Preview preview) {
        try (InMemoryJournal journal = new InMemoryJournal(InstantSource.fixed(preview.now()))) {
            RunState state = preview.state();
            RunFacts facts = new RunFacts(
                    new RunId(state.start().id()),
                    plan.runbook().id(),
                    "here",
                    true,
                    preview.now(),
                    "running",
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    plan.digest(),
                    plan.runbook().digest());
            journal.start(Append.of(Head.EMPTY, facts, List.of(state.start())));
            EventLine.of(journal.read(facts.run()).events().get(0));
            Decider.next(plan, state, preview.now());
        }
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
