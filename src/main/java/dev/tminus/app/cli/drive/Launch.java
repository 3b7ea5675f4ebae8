package dev.tminus.app.cli.drive;

import dev.tminus.app.cli.desk.Desk;
import dev.tminus.app.cli.desk.ExitCode;
import dev.tminus.app.cli.desk.Refusal;
import dev.tminus.app.cli.plan.Binding;
import dev.tminus.app.cli.plan.LintGate;
import dev.tminus.app.cli.plan.RunbookFiles;
import dev.tminus.book.Plan;
import dev.tminus.book.Runbook;
import dev.tminus.engine.StartArguments;
import dev.tminus.engine.StartGate;
import dev.tminus.run.RunId;
import dev.tminus.run.Waiver;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The way from a runbook file to a run that has begun: bound, let through the gate, confirmed, journaled. */
final class Launch {

    private static final List<String> WAIVABLE = List.of(StartGate.REHEARSED, LintGate.RULE);

    private final Desk desk;
    private final StartOptions options;
    private final boolean rehearse;

    Launch(Desk desk, StartOptions options, boolean rehearse) {
        this.desk = desk;
        this.options = options;
        this.rehearse = rehearse;
    }

    ExitCode go() {
        if (options.detach) {
            throw new Refusal(
                    ExitCode.NOT_STARTED,
                    "no node serves this journal, so nobody could go on with the run; leave out --detach");
        }
        Runbook runbook = RunbookFiles.read(desk, options.file);
        Optional<AnswersFile> answers = options.answers.map(AnswersFile::read);
        Plan plan = Binding.of(desk, runbook, options.environment, options.inputs);
        if (rehearse && !plan.environment().rehearsal()) {
            throw new Refusal(
                    ExitCode.NOT_STARTED,
                    "environment %s is not marked `rehearsal: true`, so nothing is rehearsed there; for a real run: tminus run %s -e %s"
                            .formatted(options.environment, options.file, options.environment));
        }
        List<Waiver> waivers = waivers();
        StartArguments arguments = new StartArguments(
                RunId.random(desk.now()),
                desk.actor(),
                Binding.window(plan),
                Binding.people(plan, options.roles),
                waivers,
                RunbookFiles.folder(options.file));
        gate(plan, arguments);
        LintGate.check(desk, plan, arguments);
        confirm(plan);
        desk.engine().start(plan, arguments);
        desk.say("run %s of %s in %s begins%s"
                .formatted(
                        arguments.run(),
                        runbook.id(),
                        plan.environment().name(),
                        plan.environment().rehearsal() ? " (rehearsal)" : ""));
        return new Foreground(desk, answers).drive(arguments.run());
    }

    private void gate(Plan plan, StartArguments arguments) {
        List<StartGate.Finding> findings = desk.engine().gate(plan, arguments);
        if (findings.isEmpty()) {
            return;
        }
        String sentences = findings.stream().map(StartGate.Finding::sentence).collect(Collectors.joining("\n"));
        boolean roles = findings.stream().allMatch(finding -> finding.rule().equals("roles"));
        boolean waivable = findings.stream().allMatch(finding -> finding.rule().equals(StartGate.REHEARSED));
        throw new Refusal(
                roles ? ExitCode.USAGE : ExitCode.NOT_STARTED,
                sentences
                        + (waivable
                                ? "\nRehearse it with: tminus rehearse %s -e ENV, or set the rule aside with: --waive rehearsed --reason ..."
                                        .formatted(options.file)
                                : ""));
    }

    private List<Waiver> waivers() {
        if (options.waive.isEmpty()) {
            return List.of();
        }
        List<String> rules = List.of(options.waive.get().split(",", -1));
        rules.stream().filter(rule -> !WAIVABLE.contains(rule)).findFirst().ifPresent(rule -> {
            throw Refusal.usage(
                    "\"%s\" cannot be waived; only these rules can: %s".formatted(rule, String.join(", ", WAIVABLE)));
        });
        String reason = options.reason
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> Refusal.usage(
                        "a waiver needs a reason: --waive %s --reason ...".formatted(options.waive.get())));
        return rules.stream()
                .map(rule -> new Waiver(rule, desk.actor().person(), reason))
                .toList();
    }

    /** What could do the most harm is confirmed by typing the runbook's id. */
    private void confirm(Plan plan) {
        if (!plan.environment().policy().confirmById()) {
            return;
        }
        String id = plan.runbook().id();
        Optional<String> typed = options.confirm;
        if (typed.isEmpty() && desk.terminal.isInteractive()) {
            typed = desk.terminal.ask("This runs %s in %s. Type the runbook's id to go on: "
                    .formatted(id, plan.environment().name().toUpperCase(java.util.Locale.ROOT)));
        }
        if (!typed.map(text -> text.strip().equals(id)).orElse(false)) {
            throw new Refusal(
                    ExitCode.NOT_STARTED,
                    "environment %s wants the runbook's id confirmed, and %s; nothing was started. Confirm with: --confirm %s"
                            .formatted(
                                    plan.environment().name(),
                                    typed.isEmpty() ? "nothing was given" : "what was given is another id",
                                    id));
        }
    }
}
