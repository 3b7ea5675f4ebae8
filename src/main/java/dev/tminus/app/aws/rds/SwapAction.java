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

/**
 * The action {@code rds.swap}: another instance takes the name, and so the endpoint, of one that is kept aside.
 *
 * <p>Two renames and two waits. Which of the three names are taken says how far it is, so any process goes on from any
 * point, in the same attempt or a later one; and the same action with the other two names exchanged takes it back, from
 * any point too.
 */
final class SwapAction extends RdsAction {

    SwapAction(AwsAccess access) {
        super(access, type("rds.swap"), List.of(RdsKeys.DESCRIBE, RdsKeys.MODIFY));
    }

    private static ActionType type(String name) {
        return new ActionType(
                name,
                "Lets another instance take over an instance's name and endpoint: that one is renamed to keep_as and kept, then "
                        + "the other gets its name, and deletion protection where that one has it. In between nobody has the "
                        + "name. Goes on from any point after a crash or a failure. Its undo is itself with `with` and "
                        + "`keep_as` exchanged.",
                Optional.empty(),
                List.of(
                        RdsKeys.instance("The instance whose name is taken over"),
                        ActionType.Key.required(
                                "with",
                                RdsKeys.TEXT,
                                "The instance that gets the name. Example: with: donations-restored"),
                        ActionType.Key.required(
                                "keep_as",
                                RdsKeys.TEXT,
                                "The name under which the first is kept. Example: keep_as: donations-old")),
                List.of(),
                InstanceFacts.fields(),
                Repeat.CHECK_FIRST,
                DryRun.PROBE,
                Optional.empty(),
                """
                rds.swap: { instance: donations-prod, with: donations-restored, keep_as: donations-old }
                undo: { rds.swap: { instance: donations-prod, with: donations-old, keep_as: donations-restored } }
                """);
    }

    /** What stands under the three names. */
    private record Names(
            String name,
            String with,
            String keepAs,
            Optional<DBInstance> current,
            Optional<DBInstance> other,
            Optional<DBInstance> kept) {

        static Names of(Rds rds, ActionContext context) {
            AwsInputs inputs = AwsInputs.of(context);
            String name = inputs.required("instance");
            String with = inputs.required("with");
            String keepAs = inputs.required("keep_as");
            // Looked at one after the other, an instance that is renamed meanwhile is seen twice; its later name
            // counts.
            Optional<DBInstance> other = rds.instance(with);
            Optional<DBInstance> current = rds.instance(name);
            Optional<DBInstance> kept = rds.instance(keepAs);
            return new Names(
                    name,
                    with,
                    keepAs,
                    current.filter(instance -> !Renames.same(instance, kept)),
                    other.filter(instance -> !Renames.same(instance, current)),
                    kept);
        }

        boolean isUnbegun() {
            return current.isPresent() && other.isPresent() && kept.isEmpty();
        }

        boolean isHalf() {
            return current.isEmpty() && other.isPresent() && kept.isPresent();
        }

        boolean isSwapped() {
            return current.isPresent() && other.isEmpty() && kept.isPresent();
        }

        boolean isFull() {
            return current.isPresent() && other.isPresent() && kept.isPresent();
        }
    }

    @Override
    Outcome look(Rds rds, ActionContext context, May may) {
        Names names = Names.of(rds, context);
        Renames renames = new Renames(guard());
        Values ids = ids(context, names);
        if (names.isFull()) {
            throw AwsTrouble.refused("There is an instance %s already, so %s cannot be kept under that name."
                    .formatted(names.keepAs(), names.name()));
        }
        if (names.isUnbegun()) {
            DBInstance current = names.current().orElseThrow();
            boolean begun = "renaming".equals(current.dbInstanceStatus());
            if (may == May.ONLY_GO_ON && !begun) {
                return new Outcome.Absent("%s has its name still".formatted(names.name()));
            }
            return first(rds, context, names, renames, ids);
        }
        if (names.isHalf()) {
            return second(rds, context, names, renames, ids);
        }
        return names.isSwapped() ? finish(rds, context, names, ids) : renames.between(context, ids, unfit(names));
    }

    private Outcome first(Rds rds, ActionContext context, Names names, Renames renames, Values ids) {
        String status = String.valueOf(names.other().orElseThrow().dbInstanceStatus());
        if (!Status.ready("Instance", names.with(), status)) {
            return guard().notYet(
                            context,
                            ids.and("status", status),
                            "%s is %s; nothing is renamed yet".formatted(names.with(), status));
        }
        Resource kept = new Resource(Restoring.KIND, names.keepAs(), context.step());
        return guard().isListed(context, kept)
                ? renames.ask(rds, context, names.current().orElseThrow(), names.keepAs(), ids)
                : guard().list(ids, kept);
    }

    /** The name is free: nobody can connect until the other has it. */
    private Outcome second(Rds rds, ActionContext context, Names names, Renames renames, Values ids) {
        DBInstance kept = names.kept().orElseThrow();
        require(ids, "first", kept, names.keepAs());
        require(ids, "second", names.other().orElseThrow(), names.with());
        if (!Status.ready("Instance", names.keepAs(), String.valueOf(kept.dbInstanceStatus()))) {
            return guard().notYet(
                            context,
                            ids.and("status", kept.dbInstanceStatus()),
                            "%s is %s; %s waits for its name"
                                    .formatted(names.keepAs(), kept.dbInstanceStatus(), names.with()));
        }
        return renames.ask(rds, context, names.other().orElseThrow(), names.name(), ids);
    }

    private Outcome finish(Rds rds, ActionContext context, Names names, Values ids) {
        DBInstance current = names.current().orElseThrow();
        DBInstance kept = names.kept().orElseThrow();
        boolean known = ids.find("second").isPresent();
        if (known) {
            require(ids, "second", current, names.name());
        } else if (!Ownership.isOurs(context, current.tagList()) && !Ownership.isOurs(context, kept.tagList())) {
            throw AwsTrouble.refused(
                    "There is no instance %s, and neither %s nor %s was made by this run, so nobody can tell whether they were swapped."
                            .formatted(names.with(), names.name(), names.keepAs()));
        }
        String status = String.valueOf(current.dbInstanceStatus());
        if (!Status.ready("Instance", names.name(), status)) {
            return guard().notYet(context, ids.and("status", status), "%s is %s".formatted(names.name(), status));
        }
        if (Boolean.TRUE.equals(kept.deletionProtection()) && !Boolean.TRUE.equals(current.deletionProtection())) {
            return protect(rds, context, names, ids);
        }
        return new Outcome.Done(
                InstanceFacts.values(current),
                Optional.empty(),
                List.of(new Resource(Restoring.KIND, names.keepAs(), context.step())),
                List.of(new Resource(Restoring.KIND, names.with(), context.step())));
    }

    /** A restore leaves it off, so that a drill can be deleted; what takes the name is protected as it was. */
    private Outcome protect(Rds rds, ActionContext context, Names names, Values ids) {
        try {
            rds.call(
                    "ModifyDBInstance",
                    client -> client.modifyDBInstance(change -> change.dbInstanceIdentifier(names.name())
                            .deletionProtection(true)
                            .applyImmediately(true)));
        } catch (AwsTrouble trouble) {
            if (!trouble.is("InvalidDBInstanceState")) {
                throw trouble;
            }
        }
        return guard().notYet(
                        context,
                        ids.and("status", "to be protected"),
                        "%s gets the deletion protection that %s has".formatted(names.name(), names.keepAs()));
    }

    /** The ids that names do not change, noted at the first look and passed on. */
    private Values ids(ActionContext context, Names names) {
        Values noted = guard().listed(context);
        for (String id : List.of("first", "second")) {
            Optional<Object> earlier = context.earlier().find(id);
            noted = earlier.isPresent() ? noted.and(id, earlier.get()) : noted;
        }
        Optional<DBInstance> first = names.isHalf() ? names.kept() : names.current();
        return noted.find("first").isEmpty() && (names.isUnbegun() || names.isHalf())
                ? Values.of("first", first.orElseThrow().dbiResourceId())
                        .and("second", names.other().orElseThrow().dbiResourceId())
                : noted;
    }

    private static void require(Values ids, String which, DBInstance found, String name) {
        if (!ids.find(which).map(found.dbiResourceId()::equals).orElse(true)) {
            throw AwsTrouble.refused(
                    "%s is not the instance it was when the swap began (%s, not %s): somebody else renames here. Look before you go on."
                            .formatted(
                                    name, found.dbiResourceId(), ids.find(which).orElse("")));
        }
    }

    private static String unfit(Names names) {
        return "The names are not as they should be: %s %s, %s %s, %s %s. Nothing more was renamed."
                .formatted(
                        names.name(),
                        there(names.current()),
                        names.with(),
                        there(names.other()),
                        names.keepAs(),
                        there(names.kept()));
    }

    private static String there(Optional<DBInstance> instance) {
        return instance.isPresent() ? "is there" : "is not there";
    }

    @Override
    List<String> missing(Rds rds, ActionContext context) {
        rds.requireInstance(AwsInputs.of(context).required("instance"));
        return List.of();
    }
}
