package dev.tminus.run;

import dev.tminus.book.Environment;
import dev.tminus.book.Phase;
import java.util.List;
import java.util.Optional;

/**
 * What stands before the first phase inside the window: that the run was rehearsed as it is now, on what is there now.
 * A rehearsal passes, and notes there what the run it leads to must find again.
 */
final class Gate {

    /** The one rule that a person may set aside. */
    static final String REHEARSED = "rehearsed";

    private Gate() {}

    /** What has to happen before the phase may begin; empty where nothing stands in its way. */
    static Optional<List<Command>> before(Moment moment, Phase phase) {
        if (!stands(moment, phase)) {
            return Optional.empty();
        }
        Optional<RunEvent.GateChecked> looked =
                moment.run().gate.filter(checked -> checked.phase().equals(phase.id()));
        // Whoever takes the run over looks again: since then it may have been rehearsed.
        boolean again = looked.isEmpty()
                || (!looked.get().findings().isEmpty()
                        && moment.run().gateEpoch != moment.run().epoch());
        if (again) {
            return Optional.of(List.of(new Command.CheckGate(phase.id())));
        }
        return looked.filter(checked -> !checked.findings().isEmpty())
                .map(checked -> Forward.ask(moment, phase, WaitKind.TIME, sentence(moment, checked)));
    }

    private static boolean stands(Moment moment, Phase phase) {
        Environment environment = moment.plan().environment();
        boolean first = moment.plan().runbook().phases().stream()
                .filter(Phase::windowRequired)
                .findFirst()
                .map(phase::equals)
                .orElse(false);
        return first
                && (environment.rehearsal()
                        || (environment.policy().rehearsed().isPresent()
                                && !moment.run().isWaived(REHEARSED)));
    }

    private static String sentence(Moment moment, RunEvent.GateChecked checked) {
        String run = moment.run().start().id();
        return "%s\nRehearse it, then: tminus resume %s; or set the rule aside with: tminus resume %s --waive %s --reason ..."
                .formatted(String.join("\n", checked.findings()), run, run, REHEARSED);
    }

    /** Whether the wait at that phase is this one. */
    static boolean isRefusing(Moment moment, String phase) {
        return moment.run()
                .gate
                .map(checked ->
                        checked.phase().equals(phase) && !checked.findings().isEmpty())
                .orElse(false);
    }

    static Ruling waive(Moment moment, Request.Waive request, Actor by) {
        if (!request.rule().equals(REHEARSED)) {
            return Requests.impossible(
                    "\"%s\" cannot be set aside; only the rule %s can".formatted(request.rule(), REHEARSED));
        }
        if (request.reason().isBlank()) {
            return Requests.impossible(
                    "setting a rule aside needs a reason: --waive %s --reason ...".formatted(REHEARSED));
        }
        return moment.run().isWaived(REHEARSED)
                ? new Ruling.Granted(List.of(), List.of("the rule is set aside already"))
                : Requests.granted(new RunEvent.RuleWaived(moment.now(), REHEARSED, by, request.reason()));
    }
}
