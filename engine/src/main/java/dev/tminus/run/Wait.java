package dev.tminus.run;

import dev.tminus.book.Values;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a step waits for, since when, and who may end it. */
public record Wait(
        WaitKind kind,
        List<String> roles,
        String detail,
        Values shown,
        String shownDigest,
        Instant since,
        Optional<Instant> until,
        Optional<Instant> expires,
        int reminders,
        List<String> escalatedTo) {

    static Wait of(RunEvent.StepWaits event) {
        return new Wait(
                event.kind(),
                event.roles(),
                event.detail(),
                event.shown(),
                event.shownDigest(),
                event.at(),
                event.until(),
                event.expires(),
                0,
                List.of());
    }

    Wait reminded(List<String> roles) {
        return new Wait(kind, this.roles, detail, shown, shownDigest, since, until, expires, reminders + 1, roles);
    }
}
