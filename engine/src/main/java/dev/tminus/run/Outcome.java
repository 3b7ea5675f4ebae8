package dev.tminus.run;

import dev.tminus.book.Values;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What came of performing an action, or of looking after one. */
public sealed interface Outcome {

    /**
     * It ended. Whether that is good is judged by the step: an exit code of 1 is an end too.
     *
     * @param removed what is gone now; counts only where the run had listed it
     */
    record Done(Values result, Optional<OutputRef> output, List<Resource> created, List<Resource> removed)
            implements Outcome {
        public Done {
            created = List.copyOf(created);
            removed = List.copyOf(removed);
        }

        public Done(Values result, Optional<OutputRef> output, List<Resource> created) {
            this(result, output, created, List.of());
        }

        public static Done of(Values result) {
            return new Done(result, Optional.empty(), List.of());
        }
    }

    /**
     * It could not be done or was stopped; the reason is a sentence for the operator.
     *
     * @param forPerson only a person can put it right, such as credentials that have expired: whatever the step says
     *     about failures, it is asked, neither tried again nor rolled back
     * @param removed what was listed by an earlier look and certainly is not there
     */
    record Failed(String reason, Values result, Optional<OutputRef> output, boolean forPerson, List<Resource> removed)
            implements Outcome {
        public Failed {
            removed = List.copyOf(removed);
        }

        public Failed(String reason, Values result, Optional<OutputRef> output) {
            this(reason, result, output, false, List.of());
        }

        /** What was about to be made and was refused. */
        public static Failed without(String reason, Resource refused) {
            return new Failed(reason, Values.NONE, Optional.empty(), false, List.of(refused));
        }

        /** What no automatic answer to a failure could put right. */
        public static Failed forPerson(String reason) {
            return new Failed(reason, Values.NONE, Optional.empty(), true, List.of());
        }

        public static Failed because(String reason) {
            return new Failed(reason, Values.NONE, Optional.empty());
        }
    }

    /**
     * It goes on outside, without a thread here; look again after that time.
     *
     * @param created what is there from now on, or may be there once the next look has asked for it
     */
    record NotYet(Duration checkAgainIn, Values progress, List<Resource> created) implements Outcome {
        public NotYet {
            created = List.copyOf(created);
        }

        public NotYet(Duration checkAgainIn, Values progress) {
            this(checkAgainIn, progress, List.of());
        }
    }

    /** It certainly had no effect; answered when looking after an attempt whose end is unknown. */
    record Absent(String why) implements Outcome {}

    /** Nobody can tell from here whether it had its effect. */
    record Unknown(String why) implements Outcome {}
}
