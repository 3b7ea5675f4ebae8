package dev.tminus.action;

import dev.tminus.book.Values;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Copies of databases, on which a rehearsal tries its ways back while its own databases stay as they are.
 *
 * <p>What a database holds is noted in a folder, so that a later process can compare with it.
 */
public interface Copies {

    /** Where nothing can be copied. */
    Copies NONE = (action, inputs) -> false;

    /** Whether a step with these inputs may change a database that can be looked at and copied. */
    boolean covers(String action, Values inputs);

    /** Why it would take long to look at and copy the step's database, as a sentence; empty where it is cheap. */
    default Optional<String> costs(ActionContext context) {
        return Optional.empty();
    }

    /** Notes in the folder what the step's database holds before the step. */
    default void note(ActionContext context, Path folder) {}

    /** How the step's database differs from what was noted before the step. */
    default Difference changes(ActionContext context, Path folder) {
        return Difference.NONE;
    }

    /** How the step's database differs from what was noted before the run's first change. */
    default Difference changesSinceStart(ActionContext context, Path folder) {
        return Difference.NONE;
    }

    /** What the step does, in command tags; empty text where that is not known. */
    default String did(ActionContext context) {
        return "";
    }

    /** Begins a trial beside the step's database. */
    default Trial begin(ActionContext context, Path folder) {
        throw new Refused("Nothing can be copied here.", null);
    }

    /** Copies in which ways back are tried; closing it drops them. */
    interface Trial extends AutoCloseable {

        /**
         * The action with a copy in place of the database it names. One that works on no database is passed over: it
         * does nothing and ends well.
         */
        StepAction on(StepAction action);

        /** Keys of the steps that were passed over. */
        List<String> passedOver();

        /** How the copy differs from what was noted before the step. */
        Difference sinceStep();

        /** How the copy differs from what was noted before the run's first change. */
        Difference sinceStart();

        @Override
        void close();
    }

    /** What is not as it was, a line each. */
    record Difference(List<String> schema, List<String> rows) {
        public static final Difference NONE = new Difference(List.of(), List.of());

        public Difference {
            schema = List.copyOf(schema);
            rows = List.copyOf(rows);
        }

        public boolean isNone() {
            return schema.isEmpty() && rows.isEmpty();
        }
    }

    /** That a database cannot be looked at or copied, as a sentence. */
    final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Refused(String why, @org.jspecify.annotations.Nullable Throwable cause) {
            super(why, cause);
        }
    }
}
