package dev.tminus.run;

import dev.tminus.book.Scope;
import dev.tminus.book.Values;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The names a step's own judgement reads: everything around it, {@code result} and its fields, {@code previous}. */
final class Own {

    private Own() {}

    static Scope scope(Moment moment, Place place, Outcome.Done done) {
        return scope(moment.scope(place), done.result(), done.output(), previous(moment, place));
    }

    static Scope scope(Scope around, Values values, Optional<OutputRef> output, Values previous) {
        Map<String, Object> result = new LinkedHashMap<>(values.map());
        output.ifPresent(text -> result.putIfAbsent("output", text.tail()));
        return name -> switch (name) {
            case "result" -> Optional.of(result);
            case "previous" -> Optional.of(previous.map());
            default -> {
                Object own = result.get(name);
                yield own == null ? around.find(name) : Optional.of(own);
            }
        };
    }

    private static Values previous(Moment moment, Place place) {
        return moment.state(place).attempt().look().map(Attempt.Look::reading).orElse(Values.NONE);
    }
}
