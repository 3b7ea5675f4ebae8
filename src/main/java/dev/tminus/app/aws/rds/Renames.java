package dev.tminus.app.aws.rds;

import dev.tminus.action.ActionContext;
import dev.tminus.app.aws.AwsTrouble;
import dev.tminus.app.aws.Guard;
import dev.tminus.book.Values;
import dev.tminus.run.Outcome;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * Gives an instance another name. RDS shows it under the old name for a while, as if nothing had been asked; so the
 * question is repeated only after some looks.
 */
final class Renames {

    private static final String ASKED = "asked_for";
    private static final String LOOKS = "looks";
    private static final long PATIENCE = 20;

    private final Guard guard;

    Renames(Guard guard) {
        this.guard = guard;
    }

    Outcome ask(Rds rds, ActionContext context, DBInstance instance, String to, Values kept) {
        String from = instance.dbInstanceIdentifier();
        long looks = asked(context, to).orElse(PATIENCE);
        boolean free = Status.ready("Instance", from, String.valueOf(instance.dbInstanceStatus()));
        if (!free || looks < PATIENCE) {
            return guard.notYet(
                    context,
                    free ? kept.and(ASKED, to).and(LOOKS, looks + 1) : kept.and("status", instance.dbInstanceStatus()),
                    "%s is %s; it is to be named %s".formatted(from, instance.dbInstanceStatus(), to));
        }
        try {
            rds.call(
                    "ModifyDBInstance",
                    client -> client.modifyDBInstance(change -> change.dbInstanceIdentifier(from)
                            .newDBInstanceIdentifier(to)
                            .applyImmediately(true)));
        } catch (AwsTrouble trouble) {
            // It is busy, or an earlier call of ours has been carried out meanwhile.
            if (!trouble.is("InvalidDBInstanceState") && !trouble.is("DBInstanceNotFound")) {
                throw trouble;
            }
        }
        return guard.notYet(
                context, kept.and(ASKED, to).and(LOOKS, 0L), "%s is being renamed to %s".formatted(from, to));
    }

    static boolean same(DBInstance instance, Optional<DBInstance> other) {
        return other.map(DBInstance::dbiResourceId)
                .map(id -> id.equals(instance.dbiResourceId()))
                .orElse(false);
    }

    /** How many looks ago that name was asked for. */
    private static Optional<Long> asked(ActionContext context, String to) {
        return context.earlier()
                .find(ASKED)
                .filter(to::equals)
                .flatMap(any -> context.earlier().find(LOOKS).map(looks -> looks instanceof Long count ? count : 0L));
    }

    /** Between two names RDS may show an instance under neither. */
    Outcome between(ActionContext context, Values kept, String what) {
        long looks = context.earlier()
                .find("unseen")
                .map(seen -> seen instanceof Long count ? count : 0L)
                .orElse(0L);
        if (looks >= PATIENCE) {
            throw AwsTrouble.refused(what);
        }
        return guard.notYet(context, kept.and("unseen", looks + 1), "it has no name at the moment");
    }
}
