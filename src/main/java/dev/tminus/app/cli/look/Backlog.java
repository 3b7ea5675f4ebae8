package dev.tminus.app.cli.look;

import dev.tminus.app.cli.desk.Desk;
import dev.tminus.app.cli.desk.LocalTimes;
import dev.tminus.journal.Outbox;
import dev.tminus.notice.Delivery;
import dev.tminus.run.RunId;
import java.util.List;

/** What waits to be told to people outside, in sentences. */
public final class Backlog {

    private Backlog() {}

    /** Of one run. */
    public static List<String> of(Desk desk, RunId run) {
        return sentences(desk.journal().outbox().lanes().stream()
                .filter(lane -> lane.run().equals(run))
                .toList());
    }

    /** Of every run in the journal. */
    public static List<String> of(Desk desk) {
        return sentences(desk.journal().outbox().lanes());
    }

    private static List<String> sentences(List<Outbox.Lane> lanes) {
        return Delivery.backlog(lanes).stream().map(LocalTimes::within).toList();
    }
}
