package dev.tminus.app.chaos;

import dev.tminus.run.RunEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a journal says about attempts at the same step. */
final class Attempts {

    private Attempts() {}

    /** Attempts that began after an earlier one without a word about why that was allowed, and ends nobody began. */
    static List<String> unexplained(List<RunEvent> events) {
        Map<String, String> begun = new HashMap<>();
        List<String> found = new ArrayList<>();
        for (RunEvent event : events) {
            if (event instanceof RunEvent.StepStarted started) {
                String earlier = begun.put(started.step(), "attempt " + started.attempt());
                if (earlier != null) {
                    found.add("%s of %s began after %s".formatted(begun.get(started.step()), started.step(), earlier));
                }
            } else if (event instanceof RunEvent.StepCleared cleared) {
                begun.remove(cleared.step());
            } else if (event instanceof RunEvent.RetryAsked asked) {
                begun.remove(asked.step());
            } else if (event instanceof RunEvent.StepSucceeded done && !begun.containsKey(done.step())) {
                found.add("%s succeeded and never began".formatted(done.step()));
            }
        }
        return found;
    }
}
