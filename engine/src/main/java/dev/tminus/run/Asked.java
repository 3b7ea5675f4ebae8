package dev.tminus.run;

import dev.tminus.book.Action;
import dev.tminus.book.Evidence;
import dev.tminus.book.Input;
import dev.tminus.book.Values;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Something a run waits for, with everything a person needs to answer it.
 *
 * @param step the key to name on the command line; a phase's or scenario's id where it is theirs
 * @param people who holds the roles
 * @param options of a decision
 * @param fields of a question
 * @param commands what ends the wait, ready to type
 */
public record Asked(
        String step,
        String name,
        WaitKind kind,
        List<String> roles,
        List<String> people,
        String detail,
        Optional<String> help,
        Values shown,
        String shownDigest,
        Instant since,
        Optional<Instant> until,
        Optional<Instant> expires,
        List<String> options,
        List<Input> fields,
        List<Evidence> evidence,
        List<String> commands) {

    static List<Asked> all(Moment moment) {
        List<Asked> all = new ArrayList<>();
        moment.run()
                .steps()
                .forEach((key, state) -> state.waiting()
                        .filter(wait -> !state.isSettled() && !isOvertaken(moment, key, wait))
                        .ifPresent(wait -> all.add(of(moment, key, wait))));
        all.sort(java.util.Comparator.comparing(Asked::since).thenComparing(Asked::step));
        moment.run().paused().ifPresent(pause -> all.add(0, paused(moment, pause)));
        moment.run().lockAwaited().ifPresent(lock -> all.add(locked(moment, lock)));
        return all;
    }

    /** How to go on after a failure is no question any more once the run turns back or is given up. */
    private static boolean isOvertaken(Moment moment, String key, Wait wait) {
        boolean back =
                moment.run().rollback().isPresent() || moment.run().abort().isPresent();
        return back
                && wait.kind() == WaitKind.FAILURE
                && moment.find(key).flatMap(Place::phase).isPresent();
    }

    private static Asked of(Moment moment, String key, Wait wait) {
        Optional<Place> place = moment.find(key);
        Optional<Action> action = place.map(found -> found.step().action());
        List<String> roles = wait.answering();
        List<String> people = roles.stream()
                .flatMap(role -> moment.run().people().getOrDefault(role, List.of()).stream())
                .distinct()
                .toList();
        List<String> options = action.filter(Action.Decide.class::isInstance)
                .map(decide -> List.copyOf(((Action.Decide) decide).options().keySet()))
                .orElse(List.of());
        List<Input> fields = action.filter(Action.Ask.class::isInstance)
                .map(ask -> List.copyOf(((Action.Ask) ask).fields().values()))
                .orElse(List.of());
        return new Asked(
                key,
                place.map(found -> found.step().name()).orElse(key),
                wait.kind(),
                roles,
                people,
                wait.detail(),
                place.flatMap(found -> found.step().words().help()),
                wait.shown(),
                wait.shownDigest(),
                wait.since(),
                wait.until(),
                wait.expires(),
                wait.kind() == WaitKind.DECIDE ? options : List.of(),
                wait.kind() == WaitKind.ASK ? fields : List.of(),
                place.map(found -> found.step().judgement().evidence()).orElse(List.of()),
                Commands.ending(moment, key, wait, options, fields));
    }

    private static Asked paused(Moment moment, RunEvent.RunPaused pause) {
        String detail = "paused by %s: %s".formatted(pause.by().person(), pause.reason());
        return plain(
                moment,
                WaitKind.PAUSED,
                detail,
                pause.at(),
                "tminus resume " + moment.run().start().id());
    }

    private static Asked locked(Moment moment, RunEvent.LockAwaited lock) {
        String detail = "lock %s is held by run %s".formatted(lock.name(), lock.holder());
        return plain(moment, WaitKind.LOCK, detail, lock.at(), "tminus status " + lock.holder());
    }

    private static Asked plain(Moment moment, WaitKind kind, String detail, Instant since, String command) {
        return new Asked(
                moment.run().start().id(),
                moment.run().start().name(),
                kind,
                List.of(),
                List.of(),
                detail,
                Optional.empty(),
                Values.NONE,
                "",
                since,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                List.of(command));
    }

    /** Whether a person ends it, rather than time alone. */
    public boolean needsPerson() {
        return switch (kind) {
            case APPROVE, DECIDE, ASK, MANUAL, CONFIRM, UNKNOWN, FAILURE, PAUSED -> true;
            case TIME -> until.isEmpty();
            case LOCK -> false;
        };
    }
}
