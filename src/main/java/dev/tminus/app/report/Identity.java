package dev.tminus.app.report;

import dev.tminus.book.Environment;
import dev.tminus.book.Plan;
import dev.tminus.book.Window;
import dev.tminus.run.Actor;
import dev.tminus.run.RunEvent;
import dev.tminus.run.RunState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which run this is, and how much it counts.
 *
 * @param weight the word for how much it counts
 * @param cautions what a reader must know before taking it for evidence: a rehearsal, answers from a file, stand-ins
 */
record Identity(
        String run,
        String runbook,
        String name,
        Optional<String> owner,
        Optional<String> docs,
        String environment,
        boolean rehearsal,
        String weight,
        String planDigest,
        String runbookDigest,
        int amendments,
        String program,
        String starter,
        Instant began,
        Optional<Instant> ended,
        Optional<Window> window,
        Map<String, Object> inputs,
        Map<String, Object> vars,
        List<String> cautions) {

    Identity {
        cautions = List.copyOf(cautions);
    }

    static Identity of(Plan plan, RunState run, List<Voice> people) {
        RunEvent.RunStarted start = run.start();
        return new Identity(
                start.id(),
                plan.runbook().id(),
                plan.runbook().name(),
                plan.runbook().owner(),
                plan.runbook().docs(),
                plan.environment().name(),
                plan.environment().rehearsal(),
                plan.environment().weight(),
                run.planDigest(),
                run.runbookDigest(),
                run.amendments(),
                start.program().replaceFirst("^tminus ", ""),
                start.starter().person() + " via " + start.starter().via(),
                start.at(),
                run.end().map(RunEvent.RunEnded::at),
                run.window(),
                plan.inputs().map(),
                run.vars().map(),
                cautions(plan, run, people));
    }

    private static List<String> cautions(Plan plan, RunState run, List<Voice> people) {
        Environment environment = plan.environment();
        List<String> all = new ArrayList<>();
        if (environment.rehearsal()) {
            all.add("This is a rehearsal in environment %s: it shows how the change goes, not that it was made."
                    .formatted(environment.name()));
        }
        long answers = people.stream()
                .filter(voice -> voice.via().startsWith(Actor.ANSWERS))
                .count();
        String given = "; %s in this run"
                .formatted(answers == 1 ? "1 answer came from one" : answers + " answers came from one");
        switch (environment.policy().answers()) {
            case NONE -> {}
            case QUESTIONS ->
                all.add("In this environment an answers file may stand for people's answers" + given + ".");
            case ALL ->
                all.add("In this environment an answers file may stand for people, their approvals too" + given + ".");
        }
        environment
                .stubs()
                .forEach((action, executable) -> all.add(
                        "Steps with the action %s were performed by a stand-in: %s.".formatted(action, executable)));
        StandIns.of(plan)
                .sentences()
                .forEach(standIn -> all.add("Steps marked so ran a stand-in: %s.".formatted(standIn)));
        if (environment.policy().selfApproval()) {
            all.add("In this environment the person who starts a run may approve it.");
        }
        if (run.amendments() > 0) {
            all.add("The plan was amended after the run began: %d times.".formatted(run.amendments()));
        }
        return all;
    }
}
