package dev.tminus.run;

import dev.tminus.book.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What differs between two plans of a runbook, step by step. */
public final class Differences {

    private Differences() {}

    /**
     * One line for each step that came, went or does something else, and for each file: {@code + step x}, {@code - step
     * y}, {@code ~ file z}.
     */
    public static List<String> between(Plan before, Plan after) {
        List<String> lines = new ArrayList<>(Amendment.differences(before, after));
        Map<String, String> old = before.runbook().files();
        Map<String, String> now = after.runbook().files();
        Set<String> names = new TreeSet<>(old.keySet());
        names.addAll(now.keySet());
        for (String name : names) {
            if (!old.containsKey(name)) {
                lines.add("+ file " + name);
            } else if (!now.containsKey(name)) {
                lines.add("- file " + name);
            } else if (!now.get(name).equals(old.get(name))) {
                lines.add("~ file " + name);
            }
        }
        return lines;
    }
}
