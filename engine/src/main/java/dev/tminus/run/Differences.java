package dev.tminus.run;

import dev.tminus.book.Plan;
import java.util.List;

/** What differs between two plans of a runbook, step by step. */
public final class Differences {

    private Differences() {}

    /** One line for each step that came, went or does something else: {@code + step x}, {@code - step y}, {@code ~ step z}. */
    public static List<String> between(Plan before, Plan after) {
        return Amendment.differences(before, after);
    }
}
