package dev.tminus.engine;

import dev.tminus.run.RunEvent;
import dev.tminus.run.RunState;
import dev.tminus.run.RunStatus;
import dev.tminus.run.StepStatus;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The changes of state that events of real runs made, drawn with Mermaid. */
final class StateDiagram {

    private record Change<S extends Enum<S>>(S from, S to) implements Comparable<Change<S>> {
        @Override
        public int compareTo(Change<S> other) {
            int first = from.compareTo(other.from);
            return first != 0 ? first : to.compareTo(other.to);
        }
    }

    private final Map<Change<StepStatus>, Set<String>> steps = new TreeMap<>();
    private final Map<Change<RunStatus>, Set<String>> runs = new TreeMap<>();

    /** Folds a run's events one by one and notes what each changed. */
    void see(List<RunEvent> events) {
        RunState before = RunState.NEW;
        for (RunEvent event : events) {
            RunState after = before.after(event);
            note(runs, before.status(), after.status(), event);
            for (String step : after.steps().keySet()) {
                note(steps, before.step(step).status(), after.step(step).status(), event);
            }
            before = after;
        }
    }

    private static <S extends Enum<S>> void note(Map<Change<S>, Set<String>> changes, S from, S to, RunEvent event) {
        if (from != to) {
            changes.computeIfAbsent(new Change<>(from, to), none -> new TreeSet<>())
                    .add(event.getClass().getSimpleName());
        }
    }

    String ofSteps() {
        return draw(StepStatus.PENDING, steps);
    }

    String ofRuns() {
        StringBuilder ends = new StringBuilder();
        Arrays.stream(RunStatus.values())
                .filter(RunStatus::isEnd)
                .filter(end -> runs.keySet().stream().anyMatch(change -> change.to() == end))
                .forEach(end -> ends.append("    %s --> [*]\n".formatted(word(end))));
        return draw(RunStatus.RUNNING, runs) + ends;
    }

    private static <S extends Enum<S>> String draw(S first, Map<Change<S>, Set<String>> changes) {
        StringBuilder text = new StringBuilder("stateDiagram-v2\n    [*] --> %s\n".formatted(word(first)));
        changes.forEach((change, events) -> text.append(
                "    %s --> %s: %s\n".formatted(word(change.from()), word(change.to()), String.join(", ", events))));
        return text.toString();
    }

    private static String word(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
