package dev.tminus.run;

import dev.tminus.book.Plan;
import dev.tminus.book.Values;
import dev.tminus.book.Window;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Something a person wants of a run. {@link Requests} says whether they may. */
public sealed interface Request {

    /** The word of the command line that asks for it. */
    default String word() {
        return getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
    }

    /**
     * Gives an approval.
     *
     * @param shownDigest what the person saw; empty where the medium cannot say
     */
    record Approve(String step, Optional<String> shownDigest, String reason) implements Request {}

    record Reject(String step, String reason) implements Request {}

    record Decide(String step, String option) implements Request {}

    /**
     * Says that a manual step is done.
     *
     * @param evidence by name: texts, addresses, or paths of files already kept
     */
    record Done(String step, Values evidence) implements Request {}

    record Fail(String step, String reason) implements Request {}

    /**
     * Fills in the fields of an ask.
     *
     * @param answers as typed: text by field
     */
    record Answer(String step, Map<String, Object> answers) implements Request {}

    record Confirm(String step, boolean yes, String reason) implements Request {}

    record Retry(String step, String reason) implements Request {}

    /**
     * Leaves a step out.
     *
     * @param captures values later steps need
     */
    record Skip(String step, String reason, Values captures) implements Request {}

    record Fixed(String step, String reason, Values captures) implements Request {}

    /** Sets a rule of the environment's policy aside for this run. */
    record Waive(String rule, String reason) implements Request {}

    record Pause(String reason) implements Request {}

    record Resume() implements Request {}

    record Abort(String reason, boolean now) implements Request {}

    /**
     * Turns back.
     *
     * @param scenario empty for the only one, or for undoing alone
     */
    record RollBack(Optional<String> scenario, String reason, boolean now) implements Request {
        @Override
        public String word() {
            return "rollback";
        }
    }

    record Handover(String role, List<String> people, String reason) implements Request {}

    record Reschedule(Window window, String reason) implements Request {}

    record Rerun(String phase, String reason) implements Request {}

    record Amend(Plan plan, Optional<Actor> second, String reason) implements Request {}
}
