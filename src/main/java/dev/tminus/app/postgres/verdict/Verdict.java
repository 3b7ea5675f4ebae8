package dev.tminus.app.postgres.verdict;

import dev.tminus.app.postgres.verdict.Evidence.Answer;
import dev.tminus.app.postgres.verdict.Trace.State;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a migration that failed or was interrupted left: which of the three it is, or that nobody can tell.
 *
 * @param because why, a sentence
 * @param there what exists of it
 * @param missing what does not
 * @param resolve how its record is put right; empty while a person must look or go on first
 */
public record Verdict(
        Kind kind,
        String migration,
        String because,
        List<String> there,
        List<String> missing,
        Optional<Resolve> resolve) {

    /** Which it is. */
    public enum Kind {
        ROLLED_BACK("rolled back"),
        COMMITTED_UNRECORDED("committed but unrecorded"),
        HALF_APPLIED("half-applied"),
        OPEN("cannot be told");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }

        /** As results and conditions of runbooks have it: {@code half_applied}. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** The two ways to resolve. */
    public enum Resolve {
        APPLIED("--applied"),
        ROLLED_BACK("--rolled-back");

        private final String option;

        Resolve(String option) {
            this.option = option;
        }

        public String option() {
            return option;
        }

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    public Verdict {
        there = List.copyOf(there);
        missing = List.copyOf(missing);
    }

    public static Verdict of(Evidence evidence) {
        if (evidence.busy()) {
            return of(
                    evidence, Kind.OPEN, "Another session is still migrating this database; look again when it ended.");
        }
        return evidence.together() ? together(evidence) : apart(evidence);
    }

    private static Verdict together(Evidence evidence) {
        return switch (evidence.answer()) {
            case ERROR ->
                of(
                        evidence,
                        Kind.ROLLED_BACK,
                        "Its statements are one transaction, and the server answered with an error.");
            case MARKER_THERE ->
                of(evidence, Kind.COMMITTED_UNRECORDED, "The record that commits with its statements is there.");
            case MARKER_ABSENT ->
                of(evidence, Kind.ROLLED_BACK, "The record that commits with its statements is not there.");
            case NONE -> seen(evidence);
        };
    }

    /** Nobody saw the answer and no record was kept: what is there speaks. */
    private static Verdict seen(Evidence evidence) {
        boolean some = any(evidence, State.THERE);
        boolean none = any(evidence, State.ABSENT);
        if (some && !none) {
            return of(
                    evidence,
                    Kind.COMMITTED_UNRECORDED,
                    "Its statements are one transaction, and what they make is there and was not before.");
        }
        if (none && !some) {
            return of(
                    evidence, Kind.ROLLED_BACK, "Its statements are one transaction, and what they make is not there.");
        }
        if (some) {
            return of(
                    evidence,
                    Kind.OPEN,
                    "Its statements are one transaction, but only some of what they make is there: others changed the schema too.");
        }
        return bySchema(evidence);
    }

    private static Verdict bySchema(Evidence evidence) {
        return switch (evidence.schema()) {
            case AS_REHEARSED ->
                of(evidence, Kind.COMMITTED_UNRECORDED, "The schema is as the rehearsal of this migration left it.");
            case UNCHANGED ->
                of(
                        evidence,
                        Kind.OPEN,
                        "The schema is as it was before; whether rows were changed must be looked for in the data.");
            case CHANGED, UNKNOWN ->
                of(
                        evidence,
                        Kind.OPEN,
                        "Nothing in the catalog shows whether it was committed; compare with its script.");
        };
    }

    private static boolean any(Evidence evidence, State state) {
        return evidence.traces().stream().anyMatch(trace -> trace.proves(state));
    }

    private static Verdict apart(Evidence evidence) {
        if (evidence.answer() == Answer.MARKER_THERE) {
            return of(evidence, Kind.COMMITTED_UNRECORDED, "The record that it went through is there.");
        }
        int done = done(evidence);
        boolean broken = seen(evidence, State.INVALID).findAny().isPresent();
        int not = IntStream.concat(seen(evidence, State.ABSENT), seen(evidence, State.INVALID))
                .min()
                .orElse(0);
        if (done > 0 && done == evidence.statements() && not == 0) {
            return of(evidence, Kind.COMMITTED_UNRECORDED, "Each of its statements is done.");
        }
        if (done > 0 || broken) {
            return of(
                    evidence,
                    Kind.HALF_APPLIED,
                    "Its statements stand alone: %s.%s"
                            .formatted(
                                    done == 0
                                            ? "none is whole"
                                            : "%d of %d %s done"
                                                    .formatted(done, evidence.statements(), done == 1 ? "is" : "are"),
                                    broken ? " An index is there and invalid." : ""));
        }
        if (not == 1) {
            return of(evidence, Kind.ROLLED_BACK, "Its statements stand alone, and not even the first one is done.");
        }
        if (evidence.progress().failedAt() == 1 && evidence.traces().isEmpty()) {
            return of(evidence, Kind.OPEN, "Its first statement stood alone and failed; what it did until then stays.");
        }
        return of(evidence, Kind.OPEN, "Nothing in the catalog shows how far its statements came.");
    }

    /** What was noted as done and is not there any more has been taken back since. */
    private static int done(Evidence evidence) {
        int absent = seen(evidence, State.ABSENT).min().orElse(Integer.MAX_VALUE);
        int noted = Math.min(evidence.progress().done(), absent - 1);
        return Math.max(noted, seen(evidence, State.THERE).max().orElse(0));
    }

    private static IntStream seen(Evidence evidence, State state) {
        return evidence.traces().stream()
                .filter(trace -> trace.proves(state))
                .mapToInt(trace -> trace.effect().statement());
    }

    private static Verdict of(Evidence evidence, Kind kind, String because) {
        List<String> there = evidence.traces().stream()
                .filter(trace ->
                        trace.now() == State.INVALID || (trace.now() == State.THERE && trace.before() != State.THERE))
                .map(Trace::words)
                .toList();
        List<String> missing = evidence.traces().stream()
                .filter(trace -> trace.now() == State.ABSENT)
                .map(Trace::words)
                .toList();
        Optional<Resolve> resolve = switch (kind) {
            case ROLLED_BACK -> Optional.of(Resolve.ROLLED_BACK);
            case COMMITTED_UNRECORDED -> Optional.of(Resolve.APPLIED);
            case HALF_APPLIED, OPEN -> Optional.empty();
        };
        return new Verdict(kind, evidence.migration(), because, there, missing, resolve);
    }
}
