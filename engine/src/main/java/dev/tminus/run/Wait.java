package dev.tminus.run;

import dev.tminus.book.Values;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a step waits for, since when, and who may end it.
 *
 * @param told when people were told of it last
 * @param escalatedTo roles that were told too
 */
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
        Instant told,
        List<String> escalatedTo) {

    /** The roles that may end it; none where anybody may. Who may approve stands in the plan: silence adds nobody. */
    List<String> answering() {
        return kind == WaitKind.APPROVE || roles.isEmpty()
                ? roles
                : Stream.concat(roles.stream(), escalatedTo.stream()).distinct().toList();
    }

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
                event.at(),
                List.of());
    }

    Wait reminded(RunEvent.Reminded event) {
        return new Wait(
                kind,
                roles,
                detail,
                shown,
                shownDigest,
                since,
                until,
                expires,
                reminders + 1,
                event.at(),
                event.roles());
    }
}
