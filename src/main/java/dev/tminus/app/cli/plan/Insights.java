package dev.tminus.app.cli.plan;

import dev.tminus.action.Trial;
import dev.tminus.book.Problem;
import dev.tminus.engine.Probing;
import dev.tminus.engine.Trying;
import dev.tminus.run.RollbackProof;
import java.util.List;
import java.util.stream.Stream;

/**
 * What looking at the world, and trying, told about a plan.
 *
 * @param proof what the rehearsal it builds on found out about its way back
 */
record Insights(List<Probing.Finding> findings, List<Problem> risks, List<Trying.Tried> trials, RollbackProof proof) {

    static final Insights NONE = new Insights(List.of(), List.of(), List.of(), new RollbackProof(List.of()));

    Insights {
        findings = List.copyOf(findings);
        risks = List.copyOf(risks);
        trials = List.copyOf(trials);
    }

    Stream<Trying.Tried> failing() {
        return trials.stream().filter(tried -> tried.trial() instanceof Trial.Fails);
    }

    /** Each in one line. */
    Stream<String> lines() {
        return Stream.of(
                        risks.stream().map(risk -> "risk: " + Planned.sentence(risk)),
                        findings.stream()
                                .map(finding -> "missing: %s: %s".formatted(finding.step(), finding.sentence())),
                        trials.stream().map(Insights::line))
                .flatMap(lines -> lines);
    }

    static String line(Trying.Tried tried) {
        return "trial: %s: %s: %s"
                .formatted(
                        tried.step(),
                        tried.trial().word().replace('_', ' '),
                        tried.trial().sentence());
    }
}
