package dev.tminus.app.aws.rds;

import dev.tminus.action.ActionContext;
import dev.tminus.app.aws.AwsAccess;
import dev.tminus.app.aws.AwsInputs;
import dev.tminus.app.aws.AwsTrouble;
import dev.tminus.app.aws.Guard.May;
import dev.tminus.book.ActionType;
import dev.tminus.book.ActionType.DryRun;
import dev.tminus.book.ActionType.Repeat;
import dev.tminus.book.Values;
import dev.tminus.run.Outcome;
import dev.tminus.run.Resource;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** The action {@code rds.rename}: gives an instance another name, and with it another endpoint. */
final class RenameAction extends RdsAction {

    RenameAction(AwsAccess access) {
        super(access, type("rds.rename"), List.of(RdsKeys.DESCRIBE, RdsKeys.MODIFY));
    }

    private static ActionType type(String name) {
        return new ActionType(
                name,
                "Gives an instance another name and waits until it is available under it. Its endpoint changes with the name, "
                        + "and open connections end.",
                Optional.empty(),
                List.of(
                        RdsKeys.instance("The instance"),
                        ActionType.Key.required("to", RdsKeys.TEXT, "Its new name. Example: to: donations-old")),
                List.of(),
                InstanceFacts.fields(),
                Repeat.CHECK_FIRST,
                DryRun.PROBE,
                Optional.empty(),
                """
                rds.rename: { instance: donations-prod, to: donations-old }
                undo: { rds.rename: { instance: donations-old, to: donations-prod } }
                """);
    }

    @Override
    Outcome look(Rds rds, ActionContext context, May may) {
        AwsInputs inputs = AwsInputs.of(context);
        String from = inputs.required("instance");
        String to = inputs.required("to");
        Renames renames = new Renames(guard());
        Optional<DBInstance> first = rds.instance(from);
        Optional<DBInstance> named = rds.instance(to);
        Optional<DBInstance> old = first.filter(instance -> !Renames.same(instance, named));
        if (old.isPresent() && named.isPresent()) {
            throw AwsTrouble.refused(
                    "There is an instance %s already, so %s cannot get that name.".formatted(to, from));
        }
        if (old.isPresent()) {
            boolean begun = "renaming".equals(old.get().dbInstanceStatus());
            return may == May.ONLY_GO_ON && !begun
                    ? new Outcome.Absent("%s has its name still".formatted(from))
                    : ask(rds, context, renames, old.get(), to);
        }
        boolean begun = may == May.ONLY_GO_ON
                || context.attempt() > 1
                || !context.earlier().isEmpty();
        if (!begun) {
            throw AwsTrouble.refused("There is no RDS instance %s in this account and region.".formatted(from));
        }
        if (named.isEmpty()) {
            return renames.between(
                    context, Values.of("from", from), "There is neither an instance %s nor %s.".formatted(from, to));
        }
        return progress(context, named.get(), from, to);
    }

    /** What this run made goes on the list under its new name too. */
    private Outcome ask(Rds rds, ActionContext context, Renames renames, DBInstance instance, String to) {
        Values from = Values.of("from", instance.dbInstanceIdentifier());
        Resource named = new Resource(Restoring.KIND, to, context.step());
        return Ownership.isOurs(context, instance.tagList()) && !guard().isListed(context, named)
                ? guard().list(from, named)
                : renames.ask(rds, context, instance, to, from.and(guard().listed(context)));
    }

    private Outcome progress(ActionContext context, DBInstance instance, String from, String to) {
        String status = String.valueOf(instance.dbInstanceStatus());
        if (!Status.ready("Instance", to, status)) {
            return guard().notYet(
                            context,
                            Values.of("status", status).and("from", from),
                            "%s, once %s, is %s".formatted(to, from, status));
        }
        boolean ours = Ownership.isOurs(context, instance.tagList());
        return new Outcome.Done(
                InstanceFacts.values(instance),
                Optional.empty(),
                ours ? List.of(new Resource(Restoring.KIND, to, context.step())) : List.of(),
                List.of(new Resource(Restoring.KIND, from, context.step())));
    }

    @Override
    List<String> missing(Rds rds, ActionContext context) {
        rds.requireInstance(AwsInputs.of(context).required("instance"));
        return List.of();
    }
}
