package dev.tminus.app.cli.plan;

import dev.tminus.app.cli.desk.Desk;
import dev.tminus.app.cli.desk.ExitCode;
import dev.tminus.app.cli.desk.Refusal;
import dev.tminus.book.Plan;
import dev.tminus.book.Problem;
import dev.tminus.book.Problem.Severity;
import dev.tminus.engine.StartArguments;
import java.util.List;
import java.util.stream.Collectors;

/** What an environment with {@code policy: {lint: clean}} asks: no risky SQL, unless a person wrote down why. */
public final class LintGate {

    /** The rule's name in a waiver. */
    public static final String RULE = "lint";

    private LintGate() {}

    public static void check(Desk desk, Plan plan, StartArguments arguments) {
        boolean waived =
                arguments.waivers().stream().anyMatch(waiver -> waiver.rule().equals(RULE));
        if (!plan.environment().policy().lint() || waived) {
            return;
        }
        Preview preview = new Preview(
                plan, desk.actor(), arguments.folder(), desk.backstage.clock().instant());
        List<Problem> risks = desk.engine().risks(plan, preview.state()).stream()
                .filter(risk -> risk.severity() != Severity.NOTE)
                .toList();
        if (!risks.isEmpty()) {
            throw new Refusal(
                    ExitCode.NOT_STARTED,
                    "environment %s wants SQL that lint has nothing to say against, and there is:\n%s\nRewrite it, or set the rule aside with: --waive lint --reason ..."
                            .formatted(
                                    plan.environment().name(),
                                    risks.stream().map(Planned::sentence).collect(Collectors.joining("\n"))));
        }
    }
}
