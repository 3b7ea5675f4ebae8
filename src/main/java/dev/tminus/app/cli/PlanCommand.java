package dev.tminus.app.cli;

import dev.tminus.book.Plan;
import dev.tminus.book.Problem;
import dev.tminus.book.Runbook;
import dev.tminus.engine.Probing;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
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
                        + "work and what is risky in its SQL, sized by the tables it is for.",
        mixinStandardHelpOptions = true)
final class PlanCommand implements Callable<Integer> {

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

    @Option(names = "--level", paramLabel = "LEVEL", description = "print (default) or probe.")
    private Level level = Level.print;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "text (default), json or markdown.")
    private Output output = Output.text;

    @Option(names = "--detailed-exitcode", description = "Exit code 10 where there are steps to do.")
    private boolean detailed;

    PlanCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        if (level == Level.trial) {
            throw Refusal.usage("level trial comes with a later version; use --level probe");
        }
        Runbook runbook = RunbookFiles.read(desk, file);
        Plan plan = Binding.of(desk, runbook, environment, inputs);
        Preview bare = new Preview(
                plan,
                desk.actor(),
                RunbookFiles.folder(file),
                desk.backstage.clock().instant());
        List<Probing.Finding> findings = level == Level.probe ? desk.engine().probe(plan, bare.state()) : List.of();
        List<Problem> risks = level == Level.probe ? desk.engine().risks(plan, bare.state()) : List.of();
        Preview preview = level == Level.probe ? bare.expecting(desk.engine().forecast(plan, bare.state())) : bare;
        Planned planned = Planned.of(preview, findings, risks);
        desk.terminal
                .out()
                .print(
                        switch (output) {
                            case text -> planned.text();
                            case json -> planned.json();
                            case markdown -> desk.backstage.checklist(plan, preview::known);
                        });
        if (level == Level.probe && output != Output.text) {
            risks.forEach(risk -> desk.say("risk: " + Planned.sentence(risk)));
            findings.forEach(finding -> desk.say(finding.step() + ": " + finding.sentence()));
        }
        if (!findings.isEmpty()) {
            throw new Refusal(
                    ExitCode.NOT_STARTED,
                    "%d of the things a run needs are missing; mend them, then: tminus plan %s -e %s --level probe"
                            .formatted(findings.size(), file, environment));
        }
        return (detailed && planned.steps() > 0 ? ExitCode.PENDING : ExitCode.DONE).code();
    }
}
