package dev.tminus.app.aws;

import java.util.LinkedHashMap;
import java.util.Map;

/** What goes on in the fake: it ends after some looks at it, as things on RDS end after some minutes. */
final class UnderWay {

    /** How many looks something takes. */
    private static final int LOOKS = 2;

    private final Map<String, Change> changes = new LinkedHashMap<>();

    private record Change(int looks, Runnable then) {}

    void begin(String what, Runnable then) {
        changes.put(what, new Change(LOOKS, then));
    }

    boolean goesOn(String what) {
        return changes.containsKey(what);
    }

    /** Somebody looks. */
    void look(String what) {
        Change change = changes.get(what);
        if (change != null && change.looks() <= 0) {
            changes.remove(what);
            change.then().run();
        } else if (change != null) {
            changes.put(what, new Change(change.looks() - 1, change.then()));
        }
    }
}
