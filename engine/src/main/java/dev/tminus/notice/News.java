package dev.tminus.notice;

import dev.tminus.run.Actor;
import dev.tminus.run.Checklist;
import dev.tminus.run.PhaseLine;
import dev.tminus.run.RunEvent;
import java.util.Optional;
import java.util.function.Supplier;

/** What is told without calling anybody: phases, what people decided, and what changed the run. */
record News(String step, String text) {

    static Optional<News> of(RunEvent event, Supplier<Checklist> run) {
        if (event instanceof RunEvent.PhaseStarted started) {
            return phase(started.phase(), run.get())
                    .map(line -> "phase begins: %s (%d steps)"
                            .formatted(line.name(), line.steps().size()))
                    .map(News::ofRun);
        }
        if (event instanceof RunEvent.PhaseEnded ended) {
            return phase(ended.phase(), run.get())
                    .map(line -> "phase ends: " + Standing.phase(line, run.get().now()))
                    .map(News::ofRun);
        }
        return said(event).or(() -> changed(event));
    }

    private static Optional<PhaseLine> phase(String id, Checklist run) {
        return run.phases().stream().filter(line -> line.id().equals(id)).findFirst();
    }

    private static News ofRun(String text) {
        return new News("", text);
    }

    private static Optional<News> said(RunEvent event) {
        if (event instanceof RunEvent.StepApproved approved) {
            return by(approved.step(), "approved", approved.by(), approved.reason());
        }
        if (event instanceof RunEvent.StepRejected rejected) {
            return by(rejected.step(), "rejected", rejected.by(), rejected.reason());
        }
        if (event instanceof RunEvent.Decided decided) {
            return by(decided.step(), "decided: " + decided.option(), decided.by(), "");
        }
        if (event instanceof RunEvent.Answered answered) {
            return by(answered.step(), "answered", answered.by(), "");
        }
        if (event instanceof RunEvent.Reported reported) {
            return by(reported.step(), reported.done() ? "done" : "failed", reported.by(), reported.reason());
        }
        if (event instanceof RunEvent.Confirmed confirmed) {
            return by(
                    confirmed.step(),
                    confirmed.yes() ? "confirmed" : "not confirmed",
                    confirmed.by(),
                    confirmed.reason());
        }
        if (event instanceof RunEvent.RetryAsked asked) {
            return by(asked.step(), "is tried again", asked.by(), asked.reason());
        }
        if (event instanceof RunEvent.StepFixed fixed) {
            return by(fixed.step(), "counts as done", fixed.by(), fixed.reason());
        }
        if (event instanceof RunEvent.StepSkipped skipped && skipped.by().isPresent()) {
            return by(skipped.step(), "skipped", skipped.by().get(), skipped.reason());
        }
        return Optional.empty();
    }

    private static Optional<News> changed(RunEvent event) {
        if (event instanceof RunEvent.StepTolerated tolerated) {
            return Optional.of(new News(
                    tolerated.step(),
                    "step %s failed and the run goes on: %s"
                            .formatted(tolerated.step(), Told.shown(tolerated.reason()))));
        }
        if (event instanceof RunEvent.WindowChanged changed) {
            return Optional.of(ofRun("the window is now %s, set by %s: %s"
                    .formatted(changed.window(), changed.by().person(), Told.shown(changed.reason()))));
        }
        if (event instanceof RunEvent.PlanAmended amended) {
            return Optional.of(ofRun(
                    "the plan was amended by %s: %s".formatted(amended.by().person(), Told.shown(amended.reason()))));
        }
        if (event instanceof RunEvent.RunPaused paused) {
            return Optional.of(ofRun("paused by %s: %s".formatted(paused.by().person(), Told.shown(paused.reason()))));
        }
        if (event instanceof RunEvent.RunResumed resumed) {
            return Optional.of(ofRun("resumed by " + resumed.by().person()));
        }
        if (event instanceof RunEvent.AbortAsked abort) {
            return Optional.of(
                    ofRun("abort asked by %s: %s".formatted(abort.by().person(), Told.shown(abort.reason()))));
        }
        if (event instanceof RunEvent.RollbackEnded ended) {
            return Optional.of(ofRun("scenario %s is through; then: %s".formatted(ended.scenario(), ended.then())));
        }
        return Optional.empty();
    }

    private static Optional<News> by(String step, String what, Actor by, String reason) {
        String why = reason.isBlank() ? "" : ": " + Told.shown(reason);
        return Optional.of(
                new News(step, "step %s %s by %s via %s%s".formatted(step, what, by.person(), by.via(), why)));
    }
}
