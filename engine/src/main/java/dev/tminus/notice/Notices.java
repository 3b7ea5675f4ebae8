package dev.tminus.notice;

import dev.tminus.book.Plan;
import dev.tminus.book.SecretMark;
import dev.tminus.journal.Head;
import dev.tminus.run.Asked;
import dev.tminus.run.Checklist;
import dev.tminus.run.RunEvent;
import dev.tminus.run.RunState;
import dev.tminus.run.StepState;
import dev.tminus.run.Wait;
import dev.tminus.run.WaitKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says what people outside are told when events are written. Pure, so that it is decided where the events are, and
 * queued with them.
 *
 * <p>Quiet: steps that begin, end well or are tried again are not told of. A phase that begins or ends is, without
 * calling anybody; only what waits for a person, goes wrong or turns back calls people.
 */
public final class Notices {

    private final Plan plan;
    private final RunState before;
    private final RunState after;
    private final Head head;
    private final Instant now;
    private final String run;
    private final List<Notice> told = new ArrayList<>();
    private Optional<Checklist> checklist = Optional.empty();

    private Notices(Plan plan, RunState before, RunState after, Head head, Instant now) {
        this.plan = plan;
        this.before = before;
        this.after = after;
        this.head = head;
        this.now = now;
        this.run = after.start().id();
    }

    /**
     * What these events give rise to, in order.
     *
     * @param before the state they follow
     * @param after the state with them
     * @param head the journal's head they follow
     */
    public static List<Notice> of(
            Plan plan, RunState before, RunState after, List<RunEvent> events, Head head, Instant now) {
        Notices notices = new Notices(plan, before, after, head, now);
        events.forEach(notices::tell);
        notices.settle(events);
        if (notices.changesStanding(events)) {
            notices.told.add(0, notices.standing());
        }
        return notices.told;
    }

    /** Where a notice goes. */
    public static List<Address> addresses(Notice notice, Plan plan, RunState run, Instant now) {
        return notice.kind() == Notice.Kind.MESSAGE
                ? Address.of(notice.to(), plan, run, now)
                : Address.ofRun(plan, run, now);
    }

    private Checklist checklist() {
        if (checklist.isEmpty()) {
            checklist = Optional.of(Checklist.of(plan, after, now));
        }
        return checklist.get();
    }

    private void tell(RunEvent event) {
        if (event instanceof RunEvent.StepWaits waits) {
            asked(waits.step()).ifPresent(asked -> told.add(wanted(asked, 0)));
        } else if (event instanceof RunEvent.Reminded reminded) {
            asked(reminded.step()).ifPresent(asked -> told.add(wanted(asked, reminders(reminded.step()))));
        } else if (event instanceof RunEvent.NoticeQueued queued) {
            told.add(Notice.of(run, Notice.Kind.MESSAGE, event.at(), queued.step(), "", SecretMark.shown(queued.text()))
                    .to(queued.to()));
        } else if (event instanceof RunEvent.RollbackAsked asked) {
            told.add(alarm(event, "turning back", Told.rollback(asked, checklist())));
        } else if (event instanceof RunEvent.RunEnded) {
            told.add(ended(event));
        } else {
            News.of(event, this::checklist)
                    .ifPresent(news ->
                            told.add(Notice.of(run, Notice.Kind.NEWS, event.at(), news.step(), "", news.text())));
        }
    }

    private Optional<Asked> asked(String step) {
        return checklist().waiting().stream()
                .filter(asked -> asked.step().equals(step) && asked.needsPerson())
                .findFirst();
    }

    private int reminders(String step) {
        return after.step(step).waiting().map(Wait::reminders).orElse(0);
    }

    private Notice wanted(Asked asked, int reminders) {
        boolean failed = asked.kind() == WaitKind.FAILURE || asked.kind() == WaitKind.UNKNOWN;
        Notice notice = Notice.of(
                run,
                Notice.Kind.WANTED,
                now,
                asked.step(),
                (reminders > 0 ? "Reminder: " : "") + Told.title(asked, checklist()),
                failed ? Told.failure(asked, after, checklist()) : Told.question(asked));
        return calling(notice, asked, reminders).asking(Told.asking(plan, after, asked));
    }

    /** Calls who is wanted; with a reminder also those it is escalated to, and nobody who has approved already. */
    private Notice calling(Notice notice, Asked asked, int reminders) {
        if (reminders == 0) {
            return notice.wanting(asked.roles(), asked.people());
        }
        List<String> also =
                after.step(asked.step()).waiting().map(Wait::escalatedTo).orElse(List.of());
        List<String> roles = new ArrayList<>(asked.roles());
        also.stream().filter(role -> !roles.contains(role)).forEach(roles::add);
        List<String> approved = after.step(asked.step()).said().approvals().stream()
                .map(given -> given.by().person())
                .toList();
        List<String> people = roles.stream()
                .flatMap(role -> after.people().getOrDefault(role, List.of()).stream())
                .distinct()
                .filter(person -> !approved.contains(person))
                .toList();
        return notice.wanting(roles, people);
    }

    private Notice alarm(RunEvent event, String title, String text) {
        return Notice.of(run, Notice.Kind.ALARM, event.at(), "", title, text);
    }

    private Notice ended(RunEvent event) {
        Notice.Kind kind = switch (after.status()) {
            case SUCCEEDED, ABORTED, RUNNING, ROLLING_BACK -> Notice.Kind.NEWS;
            case FAILED, ROLLED_BACK, ROLLED_BACK_OPEN -> Notice.Kind.ALARM;
        };
        return Notice.of(run, kind, event.at(), "", "", Standing.end(checklist(), after));
    }

    /** Whoever was wanted and is not any more is told so where the request stands. */
    private void settle(List<RunEvent> events) {
        if (events.get(0) instanceof RunEvent.RunStarted) {
            return;
        }
        before.steps().forEach((key, earlier) -> {
            if (wantsPerson(earlier) && !waitsOn(earlier, after.step(key))) {
                told.add(Notice.of(run, Notice.Kind.SETTLED, now, key, "", Told.settled(earlier, after.step(key))));
            }
        });
    }

    private static boolean wantsPerson(StepState step) {
        return step.waiting()
                .filter(wait -> wait.kind() != WaitKind.LOCK
                        && (wait.kind() != WaitKind.TIME || wait.until().isEmpty()))
                .isPresent();
    }

    private boolean waitsOn(StepState earlier, StepState later) {
        return !after.status().isEnd()
                && later.waiting()
                        .filter(wait -> wait.since()
                                .equals(earlier.waiting().orElseThrow().since()))
                        .isPresent();
    }

    /** Only what people see in the standing is worth an edit; that steps come and go is not. */
    private boolean changesStanding(List<RunEvent> events) {
        boolean touches = events.stream().anyMatch(Standing::isChangedBy)
                || told.stream().anyMatch(notice -> notice.kind() != Notice.Kind.MESSAGE);
        return touches && (events.get(0) instanceof RunEvent.RunStarted || looksDifferent());
    }

    /** The journal's head is the same in both: that the journal grows is no news. */
    private boolean looksDifferent() {
        return !Standing.text(Checklist.of(plan, before, now), before, head)
                .equals(Standing.text(checklist(), after, head));
    }

    private Notice standing() {
        return Notice.of(
                run, Notice.Kind.STATUS, now, "", Standing.title(checklist()), Standing.text(checklist(), after, head));
    }
}
