package dev.tminus.run;

import java.util.List;

/** What becomes of a request. */
public sealed interface Ruling {

    /** It is granted; these events say so. {@code notes} are sentences for the person. */
    record Granted(List<RunEvent> events, List<String> notes) implements Ruling {
        public Granted {
            events = List.copyOf(events);
            notes = List.copyOf(notes);
        }
    }

    /** It is refused. */
    record Refused(Why why, String reason) implements Ruling {}

    /** Kinds of refusal; they differ in exit code. */
    enum Why {
        /** The person may not. */
        NOT_ALLOWED,
        /** Nothing here can be asked for that now. */
        NOT_POSSIBLE
    }
}
