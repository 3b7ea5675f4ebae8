package dev.tminus.engine;

import dev.tminus.book.Plan;
import dev.tminus.journal.Append;
import dev.tminus.journal.Head;
import dev.tminus.notice.Address;
import dev.tminus.notice.Notice;
import dev.tminus.notice.Notices;
import dev.tminus.run.RunEvent;
import dev.tminus.run.RunState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What is queued for people outside together with events. */
final class Posting {

    private Posting() {}

    static List<Append.Notice> of(
            Plan plan, RunState before, RunState after, List<RunEvent> events, Head head, Instant now) {
        if (plan.runbook().notices().isEmpty() && events.stream().noneMatch(RunEvent.NoticeQueued.class::isInstance)) {
            return List.of();
        }
        List<Append.Notice> queued = new ArrayList<>();
        String run = after.start().id();
        for (Notice notice : Notices.of(plan, before, after, events, head, now)) {
            for (Address address : Notices.addresses(notice, plan, after, now)) {
                String key = "%s/%d/%d".formatted(run, head.seq(), queued.size());
                queued.add(new Append.Notice(address.lane(run), key, notice.line()));
            }
        }
        return queued;
    }
}
