package dev.tminus.engine;

import dev.tminus.journal.Append;
import dev.tminus.journal.Head;
import dev.tminus.journal.History;
import dev.tminus.notice.Address;
import dev.tminus.notice.Lateness;
import dev.tminus.notice.Notice;
import dev.tminus.notice.Notices;
import dev.tminus.run.Checklist;
import dev.tminus.run.RunEvent;
import dev.tminus.run.RunId;
import dev.tminus.run.RunState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Looks at a run from beside it. Gives what is told of it as it happens, and finds what no event tells but the time: a
 * step that takes far longer than forecast, an end that moves beyond the window. That is queued once, whoever finds it.
 * Belongs to one thread.
 */
public final class Lookout {

    private final Engine engine;
    private final RunId run;
    private Engine.Standing standing;
    private RunState state;
    private Head head;

    public Lookout(Engine engine, RunId run) {
        this.engine = engine;
        this.run = run;
        this.standing = engine.read(run);
        this.state = standing.state();
        this.head = standing.history().head();
    }

    /** Whether anybody outside is told of this run. */
    public boolean isTold() {
        return !standing.plan().runbook().notices().isEmpty();
    }

    public boolean isOver() {
        return state.status().isEnd();
    }

    /** What was told since the last look. */
    public List<Notice> look() {
        List<Notice> told = new ArrayList<>(news());
        if (!isOver()) {
            told.addAll(late());
        }
        return told;
    }

    private List<Notice> news() {
        History more = engine.journal.read(run, head.seq());
        if (more.events().isEmpty()) {
            return List.of();
        }
        String plan = state.plan();
        RunState before = state;
        for (RunEvent event : more.events()) {
            state = state.after(event);
        }
        if (!state.plan().equals(plan)) {
            standing = engine.read(run);
        }
        List<Notice> told = Notices.of(standing.plan(), before, state, more.events(), head, engine.now());
        head = more.head();
        return told;
    }

    private List<Notice> late() {
        Instant now = engine.now();
        Map<String, Notice> late = Lateness.of(Checklist.of(standing.plan(), state, now), state, now);
        late.forEach((key, notice) -> {
            for (Address address : Notices.addresses(notice, standing.plan(), state, now)) {
                String lane = address.lane(run.value());
                engine.journal.outbox().queue(run, new Append.Notice(lane, lane + "/" + key, notice.line()));
            }
        });
        return List.copyOf(late.values());
    }
}
