package dev.tminus.app.cli.plan;

import dev.tminus.app.cli.desk.Desk;
import dev.tminus.app.cli.desk.ExitCode;
import dev.tminus.app.cli.desk.Refusal;
import dev.tminus.book.Plan;
import dev.tminus.book.Runbook;
import dev.tminus.run.Rehearsal;
import dev.tminus.run.RollbackProof;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tminus plan}: what a run would do, without doing it. */
@Command(
        name = "plan",
        header = {
            "Examples:",
            "  tminus plan donations.runbook.yaml -e production -i migration=20261201_net_amount",
            "  tminus plan donations.runbook.yaml -e production --level probe -o markdown",
            ""
        },
        description =
                "Shows what a run would do. Level print shows it; probe also looks, without effect, whether it would "
                        + "work and what is risky in its SQL, sized by the tables it is for; trial, in a rehearsal "
                        + "environment, also does what database steps do, in a transaction that is taken back.",
        mixinStandardHelpOptions = true)
public final class PlanCommand implements Callable<Integer> {

    /** How far the plan goes. */
    enum Level {
        print,
        probe,
        trial
    }

    /** How it is written. */
    enum Output {
        text,
        json,
        markdown
    }

    private final Desk desk;

    @Parameters(index = "0", paramLabel = "FILE", description = "The runbook.")
    private Path file = Path.of("");

    @Option(
            names = {"-e", "--environment"},
            paramLabel = "ENV",
            required = true,
            description = "One of its environments.")
    private String environment = "";

    @Option(
            names = {"-i", "--input"},
            paramLabel = "NAME=VALUE",
            description = "An input of the runbook.")
    private Map<String, String> inputs = new LinkedHashMap<>();

    @Option(names = "--level", paramLabel = "LEVEL", description = "print (default), probe or trial.")
    private Level level = Level.print;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "text (default), json or markdown.")
    private Output output = Output.text;

    @Option(names = "--detailed-exitcode", description = "Exit code 10 where there are steps to do.")
    private boolean detailed;

    public PlanCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        Runbook runbook = RunbookFiles.read(desk, file);
        Plan plan = Binding.of(desk, runbook, environment, inputs);
        if (level == Level.trial && !plan.environment().rehearsal()) {
            throw new Refusal(
                    ExitCode.NOT_STARTED,
                    "environment %1$s is not marked `rehearsal: true`, and a trial holds its locks until it is taken back; to look only: tminus plan %2$s -e %1$s --level probe"
                            .formatted(environment, file));
        }
        Preview bare = new Preview(
                plan,
                desk.actor(),
                RunbookFiles.folder(file),
                desk.backstage.clock().instant());
        Planned planned = level == Level.print ? Planned.of(bare) : looked(plan, bare);
        desk.terminal
                .out()
                .print(
                        switch (output) {
                            case text -> planned.text();
                            case json -> planned.json();
                            case markdown ->
                                desk.backstage.checklist(plan, bare::known)
                                        + ProvenRows.markdown(planned.insights().proof());
                        });
        if (output != Output.text) {
            planned.insights().lines().forEach(desk::say);
        }
        refuse(planned.insights());
        return (detailed && planned.steps() > 0 ? ExitCode.PENDING : ExitCode.DONE).code();
    }

    private Planned looked(Plan plan, Preview bare) {
        Insights insights = new Insights(
                desk.engine().probe(plan, bare.state()),
                desk.engine().risks(plan, bare.state()),
                level == Level.trial ? desk.engine().attempt(plan, bare.state()) : List.of(),
                new RollbackProof(
                        desk.engine().rehearsed(plan).map(Rehearsal::tried).orElse(List.of())));
        return Planned.of(bare.expecting(desk.engine().forecast(plan, bare.state())), insights);
    }

    private void refuse(Insights insights) {
        int missing = insights.findings().size();
        long failing = insights.failing().count();
        if (missing + failing > 0) {
            String what = Stream.of(
                            missing == 0 ? "" : "%d of the things a run needs are missing".formatted(missing),
                            failing == 0 ? "" : "%d of the steps tried would fail".formatted(failing))
                    .filter(text -> !text.isEmpty())
                    .collect(Collectors.joining(", and "));
            throw new Refusal(
                    ExitCode.NOT_STARTED,
                    "%s; mend that, then: tminus plan %s -e %s --level %s".formatted(what, file, environment, level));
        }
    }
}
