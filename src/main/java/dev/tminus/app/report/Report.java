package dev.tminus.app.report;

import dev.tminus.book.Plan;
import dev.tminus.journal.Head;
import dev.tminus.journal.History;
import dev.tminus.run.Asked;
import dev.tminus.run.Checklist;
import dev.tminus.run.Downtime;
import dev.tminus.run.Rehearsal;
import dev.tminus.run.Resource;
import dev.tminus.run.RollbackProof;
import dev.tminus.run.RunEvent;
import dev.tminus.run.RunState;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The facts about a run in the order an auditor asks for them: which run, how it ended, who agreed, what happened when,
 * what went otherwise, what is left. Pure.
 *
 * @param zone the window's own, for all times shown
 * @param forecast what was expected when the run began, beside what it took
 * @param proof what was found out about the way back: in a rehearsal its own, else in the rehearsal it builds on
 * @param waiting what the run waits for, while it is not over
 * @param lines the journaled events as they were hashed
 */
record Report(
        Identity identity,
        Outcome outcome,
        ZoneId zone,
        Instant now,
        List<Voice> people,
        List<Part> parts,
        List<Forecasted> forecast,
        Totals totals,
        List<String> deviations,
        List<Trouble> troubles,
        Retreat retreat,
        RollbackProof proof,
        List<Resource> resources,
        List<String> openEffects,
        List<String> settledEffects,
        List<Asked> waiting,
        Optional<Rehearsal> rehearsal,
        List<RunEvent> events,
        List<String> lines,
        Head head) {

    /**
     * Where the time went.
     *
     * @param machine while at least one action was at work
     * @param people while at least one step waited for a person
     */
    record Totals(Duration all, Duration machine, Duration people, Duration downtime) {}

    static Report of(Plan plan, RunState run, History history, Instant now) {
        List<Voice> people = Voices.of(history.events());
        Map<String, List<Span>> times = StepTimes.of(history.events(), now);
        List<Part> parts = Parts.of(plan, run, now, times, Voices.byStep(people));
        List<String> deviations = deviations(run);
        return new Report(
                Identity.of(plan, run, people),
                Outcome.of(run, parts, deviations.size(), now),
                run.window().map(window -> window.start().getZone()).orElse(ZoneId.of("UTC")),
                now,
                people,
                parts,
                Forecasted.all(run, parts),
                totals(plan, run, parts, now),
                deviations,
                Trouble.of(history.events()),
                Retreat.of(plan, run, history.events(), now),
                RollbackProof.shownIn(run),
                run.resources(),
                run.openEffects(),
                run.settledEffects(),
                Checklist.of(plan, run, now).waiting(),
                run.start().rehearsed(),
                history.events(),
                history.lines(),
                history.head());
    }

    /** What the run itself noted, after the rules that were set aside before it began. */
    private static List<String> deviations(RunState run) {
        return Stream.concat(
                        run.start().waivers().stream()
                                .map(waiver -> "rule %s set aside by %s: %s"
                                        .formatted(waiver.rule(), waiver.person(), waiver.reason())),
                        run.deviations().stream())
                .toList();
    }

    private static Totals totals(Plan plan, RunState run, List<Part> parts, Instant now) {
        Instant end = run.end().map(RunEvent.RunEnded::at).orElse(now);
        List<Span> spans = leaves(parts).flatMap(row -> row.spans().stream()).toList();
        return new Totals(
                Duration.between(run.start().at(), end),
                Span.covered(spans, Span.Kind.WORK),
                Span.covered(spans, Span.Kind.PEOPLE),
                Downtime.of(plan, run, end));
    }

    private static Stream<Row> leaves(List<Part> parts) {
        return parts.stream().flatMap(part -> part.rows().stream()).filter(row -> !row.holds());
    }

    /** Steps that do something themselves. */
    Stream<Row> leaves() {
        return leaves(parts);
    }

    /** When the run ended, or now. */
    Instant end() {
        return identity.ended().orElse(now);
    }
}
