package dev.tminus.book;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a step does: exactly one of these. */
public sealed interface Action {

    /** A person does something and says done or failed. */
    record Manual(Template text) implements Action {}

    /** People approve. */
    record Approve(Approval approval) implements Action {}

    /** A person chooses one of the options. {@code show} is what they are shown. */
    record Decide(
            List<String> by,
            Template question,
            List<Shown> show,
            Map<String, Choice> options,
            Optional<Silence> silence)
            implements Action {
        public Decide {
            by = List.copyOf(by);
            show = List.copyOf(show);
            options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
        }
    }

    /** A person fills in fields; the answers are the step's captures. */
    record Ask(Map<String, Input> fields) implements Action {
        public Ask {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }
    }

    /** Every expression must be true. */
    record Check(List<Expression> expectations) implements Action {
        public Check {
            expectations = List.copyOf(expectations);
        }
    }

    /** Computes values, read as {@code steps.ID.name}. */
    record Set(Map<String, Template> values) implements Action {
        public Set {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }

    /** Waits for a length of time, or until a point relative to T, or until an instant an expression gives. */
    record Wait(Until until) implements Action {}

    /** Tells people something. */
    record Notify(List<Template> to, Template text) implements Action {
        public Notify {
            to = List.copyOf(to);
        }
    }

    /** Runs the undo of earlier steps now, on the way forward. */
    record Close(List<String> steps) implements Action {
        public Close {
            steps = List.copyOf(steps);
        }
    }

    /** Makes the effects of earlier steps permanent without undoing them. */
    record Settle(List<String> steps) implements Action {
        public Settle {
            steps = List.copyOf(steps);
        }
    }

    /** Inner steps, {@code parallel} at a time; 1 means one after the other. */
    record Steps(List<Step> steps, int parallel) implements Action {
        public Steps {
            steps = List.copyOf(steps);
            if (parallel < 1) {
                throw new IllegalArgumentException("parallel must be at least 1, was " + parallel);
            }
        }
    }

    /** The steps of a group, with its inputs. */
    record Use(String group, Map<String, Template> with) implements Action {
        public Use {
            with = Collections.unmodifiableMap(new LinkedHashMap<>(with));
        }
    }

    /** An action performed outside the core: shell, SQL, HTTP, PostgreSQL, RDS and whatever a jar adds. */
    record Perform(ActionType type, Map<String, Template> inputs) implements Action {
        public Perform {
            inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        }
    }

    /** The key of the action as written in a runbook. */
    default String key() {
        return this instanceof Perform perform
                ? perform.type().name()
                : getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
    }

    /** How long a {@link Wait} lasts. */
    sealed interface Until {
        /** A length ({@code Duration}) or an instant, whichever the value turns out to be. */
        record Value(Template value) implements Until {}

        /** A point relative to T. */
        record Moment(Offset fromT) implements Until {}
    }
}
