package dev.tminus.app.slack;

import java.util.Random;

/** What goes wrong with a call. */
@FunctionalInterface
interface Faults {

    Faults NEVER = (method, call) -> Fault.NONE;

    Fault of(String method, int call);

    /** One way for a call to go wrong. */
    enum Fault {
        NONE,
        /** Nothing was done, and Slack says so badly. */
        REFUSED,
        SLOW_DOWN,
        /** It was done, and Slack says it was not. */
        DONE_BUT_FAILED,
        /** It was done, and the answer is lost. */
        DONE_BUT_LOST
    }

    /** So many calls of a hundred go wrong, in every way, and the same ones each time. */
    static Faults some(int ofHundred, long seed) {
        Random random = new Random(seed);
        return (method, call) -> random.nextInt(100) >= ofHundred ? Fault.NONE : Fault.values()[1 + random.nextInt(4)];
    }
}
