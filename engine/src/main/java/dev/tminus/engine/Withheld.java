package dev.tminus.engine;

import dev.tminus.action.Masker;
import dev.tminus.book.Values;
import dev.tminus.run.RunEvent;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps the secrets that a step captures out of what is written about that step.
 *
 * <p>Where the secrets are known, they are replaced in its result. Where they are not, because the attempt failed or a poll
 * goes on, nothing of the result is written: it may hold them. Its output is withheld by {@link SilentSink}.
 */
final class Withheld {

    private final Set<String> secrets;
    private final Masker masker;

    private Withheld(Collection<String> secrets) {
        this.secrets = Set.copyOf(secrets);
        this.masker = new Masker(secrets);
    }

    /** The events of a step that captures secrets; of those that were captured, if any. */
    static List<RunEvent> from(List<RunEvent> events, Collection<String> captured) {
        Withheld withheld = new Withheld(captured);
        return events.stream().map(withheld::from).toList();
    }

    private RunEvent from(RunEvent event) {
        if (event instanceof RunEvent.StepSucceeded done) {
            return new RunEvent.StepSucceeded(
                    done.at(),
                    done.step(),
                    done.attempt(),
                    values(done.result()),
                    values(done.captures()),
                    values(done.undo()),
                    Optional.empty(),
                    done.created());
        }
        if (event instanceof RunEvent.StepPerformed done) {
            return new RunEvent.StepPerformed(
                    done.at(),
                    done.step(),
                    done.attempt(),
                    values(done.result()),
                    values(done.captures()),
                    Optional.empty(),
                    done.created());
        }
        if (event instanceof RunEvent.StepFailed failed) {
            return new RunEvent.StepFailed(
                    failed.at(), failed.step(), failed.attempt(), failed.reason(), Values.NONE, Optional.empty());
        }
        if (event instanceof RunEvent.StepLooked look) {
            return new RunEvent.StepLooked(
                    look.at(),
                    look.step(),
                    look.attempt(),
                    Values.NONE,
                    look.good(),
                    look.goodSince(),
                    look.next(),
                    look.created());
        }
        return event;
    }

    private Values values(Values values) {
        return new Values(map(values.map()));
    }

    private Map<String, Object> map(Map<?, ?> values) {
        Map<String, Object> copy = new LinkedHashMap<>();
        values.forEach((name, value) -> copy.put(masker.mask(String.valueOf(name)), value(value)));
        return copy;
    }

    /** Secrets too short to be looked for inside other text are found where they are the whole value. */
    private Object value(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map(map);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(this::value).toList();
        }
        if (secrets.contains(Values.text(value))) {
            return Masker.MASK;
        }
        return value instanceof String text ? masker.mask(text) : value;
    }
}
