package dev.tminus.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.run.Outcome;
import java.util.List;
import java.util.Map;

/** What came of an action, for a test that knows how it must have ended. */
public final class Outcomes {

    private Outcomes() {}

    /** The result of one that succeeded. */
    public static Map<String, Object> done(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done) outcome).result().map();
    }

    @SuppressWarnings("unchecked")
    public static List<Map<String, Object>> rowsOf(Outcome outcome) {
        return (List<Map<String, Object>>) done(outcome).get("rows");
    }

    /** Why one failed. */
    public static String reason(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        return ((Outcome.Failed) outcome).reason();
    }
}
