package dev.tminus.notice;

import dev.tminus.book.Durations;
import dev.tminus.book.Evidence;
import dev.tminus.book.Input;
import dev.tminus.book.Plan;
import dev.tminus.book.SecretMark;
import dev.tminus.book.Values;
import dev.tminus.run.Approvals;
import dev.tminus.run.Asked;
import dev.tminus.run.Checklist;
import dev.tminus.run.RunEvent;
import dev.tminus.run.RunState;
import dev.tminus.run.Said;
import dev.tminus.run.StepState;
import dev.tminus.run.WaitKind;
import dev.tminus.run.WayBack;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Stream;

/** What people who are wanted are told. */
final class Told {

    private static final int OUTPUT_LINES = 10;
    private static final int SHOWN = 1200;

    private Told() {}

    static String who(Asked asked) {
        String roles = asked.roles().isEmpty() ? "anybody" : String.join(", ", asked.roles());
        return asked.people().isEmpty() ? roles : "%s (%s)".formatted(roles, String.join(", ", asked.people()));
    }

    static String title(Asked asked, Checklist run) {
        String what = switch (asked.kind()) {
            case APPROVE -> "Approval wanted: " + asked.name();
            case DECIDE -> "Decision wanted: " + asked.name();
            case ASK -> "Answers wanted: " + asked.name();
            case MANUAL -> "To be done by hand: " + asked.name();
            case CONFIRM -> "To be confirmed: " + asked.name();
            case UNKNOWN -> "Outcome unknown: " + asked.name();
            case FAILURE -> "Failed: " + asked.name();
            case TIME, LOCK, PAUSED -> "Waits: " + asked.name();
        };
        return "%s [%s, %s]".formatted(what, run.environment(), run.weight());
    }

    static String question(Asked asked) {
        StringJoiner text = new StringJoiner("\n");
        text.add(shown(asked.detail()));
        asked.shown().map().forEach((name, value) -> text.add("%s: %s".formatted(name, shown(Values.text(value)))));
        asked.help().ifPresent(help -> text.add(shown(help)));
        asked.expires().ifPresent(at -> text.add("lapses at " + Standing.time(at)));
        text.add("wanted: " + who(asked));
        asked.commands().forEach(text::add);
        return text.toString();
    }

    /** What failed, the end of what it printed, and the ways on and back. */
    static String failure(Asked asked, RunState run, Checklist checklist) {
        StepState step = run.step(asked.step());
        StringJoiner text = new StringJoiner("\n");
        text.add(shown(asked.detail()));
        if (!step.reason().isEmpty() && !asked.detail().contains(step.reason())) {
            text.add(shown(step.reason()));
        }
        step.product().output().ifPresent(output -> text.add(Excerpt.lastLines(output.tail(), OUTPUT_LINES)));
        checklist.waysBack().forEach(way -> text.add(way(way)));
        text.add("wanted: " + who(asked));
        asked.commands().forEach(text::add);
        return text.toString();
    }

    private static String way(WayBack way) {
        return "way back \"%s\": about %s; loses: %s; %s"
                .formatted(way.name(), Durations.text(way.estimate()), shown(way.loses()), way.command());
    }

    static String rollback(RunEvent.RollbackAsked asked, Checklist run) {
        String by = asked.by().map(actor -> " by " + actor.person()).orElse("");
        String trigger = asked.trigger().map(step -> " after step " + step).orElse("");
        String way = run.waysBack().stream()
                .filter(back -> back.scenario().equals(asked.scenario()))
                .map(back -> "\n" + way(back))
                .findFirst()
                .orElse("");
        return "scenario %s%s%s: %s%s".formatted(asked.scenario(), by, trigger, shown(asked.reason()), way);
    }

    static Question asking(Plan plan, RunState run, Asked asked) {
        List<String> fields = Stream.concat(
                        asked.fields().stream().map(Input::name),
                        asked.kind() == WaitKind.MANUAL
                                ? asked.evidence().stream().map(Evidence::name)
                                : Stream.of())
                .toList();
        boolean console = asked.kind() == WaitKind.APPROVE && Approvals.onlyAtConsole(plan, run, asked.step());
        return new Question(asked.kind(), asked.shownDigest(), asked.since(), asked.options(), fields, console);
    }

    /** Who ended a wait and how. */
    static String settled(StepState earlier, StepState later) {
        List<String> approved = earlier.said().approvals().stream()
                .map(given -> "approved by %s via %s"
                        .formatted(given.by().person(), given.by().via()))
                .toList();
        Said.Answer answer =
                earlier.said().answer().or(() -> later.said().answer()).orElse(null);
        if (answer != null) {
            String how =
                    answer.values().find("option").map(Values::text).orElse(answer.good() ? "answered" : "refused");
            return "%s by %s via %s"
                    .formatted(how, answer.by().person(), answer.by().via());
        }
        return approved.isEmpty() ? "settled: " + later.status().word() : String.join(", ", approved);
    }

    static String shown(String text) {
        return Excerpt.of(SecretMark.shown(text), SHOWN);
    }
}
