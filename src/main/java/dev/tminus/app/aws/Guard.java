package dev.tminus.app.aws;

import dev.tminus.action.ActionContext;
import dev.tminus.book.ActionType.Repeat;
import dev.tminus.book.Values;
import dev.tminus.run.Outcome;
import dev.tminus.run.Resource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Does a piece of work with AWS, one look at a time, and says what its troubles mean for the step.
 *
 * <p>A look describes what is there, makes at most one change, and ends; between two looks no thread is held. Nothing is
 * kept but what the journal holds and what AWS says, so any process can make the next look.
 */
public final class Guard {

    /** Calls in a row that AWS throttled or did not answer, about half an hour: then a person is asked. */
    private static final int PATIENCE = 40;

    /** How often something just asked for may not be seen: AWS shows it late, if at all. */
    private static final int UNSEEN = 3;

    private static final String TROUBLES = "troubles";
    private static final String PROBLEM = "problem";
    private static final String LOOKED_FOR = "looked_for";
    private static final String LISTED = "listed";

    private final AwsAccess access;

    public Guard(AwsAccess access) {
        this.access = access;
    }

    /** One look of a piece of work. */
    @FunctionalInterface
    public interface Work {
        /** @param may whether what is not there may be begun, or is only looked for */
        Outcome look(May may) throws InterruptedException;
    }

    /** What a look may do. */
    public enum May {
        BEGIN,
        ONLY_GO_ON
    }

    public Outcome perform(ActionContext context, Repeat repeat, Work work) throws InterruptedException {
        try {
            return work.look(May.BEGIN);
        } catch (AwsTrouble trouble) {
            return switch (trouble.kind()) {
                case AGAIN -> again(context, trouble);
                case UNCERTAIN ->
                    repeat == Repeat.CHECK_FIRST
                            ? new Outcome.Unknown(masked(context, trouble))
                            : again(context, trouble);
                case PERSON -> forPerson(context, trouble);
                case REFUSED -> Outcome.Failed.because(masked(context, trouble));
            };
        }
    }

    /** What is looked for and not seen may still come, so it is looked for some times before it counts as absent. */
    public Outcome lookAfter(ActionContext context, Work work) throws InterruptedException {
        try {
            Outcome outcome = work.look(May.ONLY_GO_ON);
            if (outcome instanceof Outcome.NotYet && isLate(context)) {
                return new Outcome.Unknown("it goes on, but should have ended by "
                        + context.deadline().orElseThrow());
            }
            if (!(outcome instanceof Outcome.Absent)) {
                return outcome;
            }
            long looks = count(context, LOOKED_FOR) + 1;
            return looks >= UNSEEN
                    ? outcome
                    : new Outcome.NotYet(
                            access.pauses().untilLook(),
                            plain(context.earlier()).and(LOOKED_FOR, looks));
        } catch (AwsTrouble trouble) {
            return switch (trouble.kind()) {
                case AGAIN, UNCERTAIN -> again(context, trouble);
                case PERSON -> {
                    access.forget(context.aws());
                    yield new Outcome.Unknown(masked(context, trouble));
                }
                case REFUSED -> Outcome.Failed.because(masked(context, trouble));
            };
        }
    }

    private boolean isLate(ActionContext context) {
        return context.deadline()
                .map(deadline -> !access.now().isBefore(deadline))
                .orElse(false);
    }

    private Outcome again(ActionContext context, AwsTrouble trouble) {
        return again(context, masked(context, trouble));
    }

    private Outcome again(ActionContext context, String sentence) {
        long troubles = count(context, TROUBLES) + 1;
        if (troubles > PATIENCE) {
            return Outcome.Failed.forPerson("%s, for the %dth time in a row.".formatted(sentence, troubles));
        }
        return new Outcome.NotYet(
                access.pauses().untilRetry(troubles),
                plain(context.earlier()).and(TROUBLES, troubles).and(PROBLEM, sentence));
    }

    private Outcome forPerson(ActionContext context, AwsTrouble trouble) {
        access.forget(context.aws());
        return Outcome.Failed.forPerson(masked(context, trouble));
    }

    /** Not yet: what goes on there, shown to whoever watches when it has changed. */
    public Outcome notYet(ActionContext context, Values progress, String told) {
        Values seen = plain(progress);
        if (!seen.equals(plain(context.earlier()))) {
            context.output().show(context.masker().mask(told) + "\n");
        }
        return new Outcome.NotYet(access.pauses().untilLook(), seen);
    }

    /** Whether an earlier look of this attempt had that listed as about to be made. */
    public boolean isListed(ActionContext context, Resource resource) {
        return context.earlier().find(LISTED).equals(Optional.of(resource.name()));
    }

    /**
     * Has listed what the next look will make: a reply that is lost then leaves nothing behind that nobody knows of.
     *
     * @param progress what is known so far, passed on to that look
     */
    public Outcome list(Values progress, Resource resource) {
        return new Outcome.NotYet(Duration.ZERO, progress.and(LISTED, resource.name()), List.of(resource));
    }

    /** That something is listed, to be passed on by looks that ask more than once. */
    public Values listed(ActionContext context) {
        return context.earlier()
                .find(LISTED)
                .map(name -> Values.of(LISTED, name))
                .orElse(Values.NONE);
    }

    /**
     * Asks for something that stays there until it is removed: one look has it listed, the next one asks.
     *
     * @param then what follows once it is asked for
     */
    public Outcome create(
            ActionContext context, Values progress, Resource resource, Runnable ask, Supplier<Outcome> then) {
        if (!isListed(context, resource)) {
            return list(progress, resource);
        }
        try {
            ask.run();
        } catch (AwsTrouble trouble) {
            if (trouble.kind() != AwsTrouble.Kind.REFUSED) {
                throw trouble;
            }
            return Outcome.Failed.without(masked(context, trouble), resource);
        }
        return then.get();
    }

    /** Not yet, because there is nothing to see: waited for as long as for a call that AWS does not answer. */
    public Outcome waiting(ActionContext context, String sentence) {
        return again(context, sentence);
    }

    private static Values plain(Values progress) {
        java.util.Map<String, Object> copy = new java.util.LinkedHashMap<>(progress.map());
        copy.keySet().removeAll(java.util.Set.of(TROUBLES, PROBLEM, LOOKED_FOR));
        return new Values(copy);
    }

    private static long count(ActionContext context, String name) {
        return context.earlier()
                .find(name)
                .map(value -> value instanceof Long seen ? seen : 0L)
                .orElse(0L);
    }

    private static String masked(ActionContext context, AwsTrouble trouble) {
        return context.masker().mask(trouble.sentence());
    }
}
