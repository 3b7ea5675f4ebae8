package dev.tminus.app.aws.rds;

import dev.tminus.action.ActionContext;
import dev.tminus.app.aws.AwsAccess;
import dev.tminus.app.aws.AwsTrouble;
import dev.tminus.app.aws.Guard;
import dev.tminus.app.aws.Guard.May;
import dev.tminus.app.aws.Permission;
import dev.tminus.book.Type;
import dev.tminus.book.Type.Simple;
import dev.tminus.book.Values;
import dev.tminus.run.Outcome;
import dev.tminus.run.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;

/** What both restores share: a new instance under a fixed name, waited for, set like the original, and compared. */
final class Restoring {

    static final String KIND = "rds instance";

    private static final String SET = "set";
    private static final String TO = "restored_to";

    private final AwsAccess access;
    private final Guard guard;

    Restoring(AwsAccess access, Guard guard) {
        this.access = access;
        this.guard = guard;
    }

    /** A restore as it was asked for. */
    interface Asked {
        String instance();

        /** Whose settings are kept. */
        String like();

        /** To which moment it goes back. */
        Instant to(Rds rds);

        /** Asks RDS for it, once. */
        Outcome begin(Rds rds, RestoreSettings settings);
    }

    static Map<String, Type> fields() {
        Map<String, Type> fields = new LinkedHashMap<>(InstanceFacts.fields());
        fields.put(TO, Simple.TIMESTAMP);
        fields.put("loses", Simple.DURATION);
        fields.put("differences", new Type.ListOf(Simple.STRING));
        return fields;
    }

    /** @param reads what it looks at, beside what both do */
    static List<Permission> permissions(String restore, Permission... reads) {
        List<Permission> all = new ArrayList<>(List.of(reads));
        all.add(new Permission(restore, "rds:db, rds:snapshot, rds:subgrp, rds:pg, rds:og"));
        all.add(new Permission("rds:AddTagsToResource", "rds:db"));
        all.add(RdsKeys.MODIFY);
        all.add(new Permission("rds:DescribeAccountAttributes", "*"));
        return all;
    }

    Outcome look(Rds rds, ActionContext context, May may, Asked asked) {
        Optional<DBInstance> there = rds.instance(asked.instance());
        if (there.isPresent()) {
            return progress(rds, context, asked, there.get());
        }
        if (may == May.ONLY_GO_ON) {
            return new Outcome.Absent("there is no instance %s".formatted(asked.instance()));
        }
        return asked.begin(rds, new RestoreSettings(rds.requireInstance(asked.like())));
    }

    /** @param to the moment it goes back to, as it is now; every look passes it on */
    Outcome create(ActionContext context, String instance, Instant to, Runnable ask) {
        Values progress = Values.of("status", "asked for").and(TO, to);
        return guard.create(
                context,
                progress.and("status", "to be asked for"),
                new Resource(KIND, instance, context.step()),
                ask,
                () -> guard.notYet(context, progress, "instance %s is asked for".formatted(instance)));
    }

    private Outcome progress(Rds rds, ActionContext context, Asked asked, DBInstance restored) {
        if (!Ownership.isOurs(context, restored.tagList())) {
            throw AwsTrouble.refused(
                    "There is an instance %s already, made %s, which this run did not make. Give the restored one another name, such as with ${{ run.stamp }}."
                            .formatted(asked.instance(), restored.instanceCreateTime()));
        }
        String status = String.valueOf(restored.dbInstanceStatus());
        long percent = InstanceFacts.percent(restored);
        if (!Status.ready("Instance", asked.instance(), status)) {
            return guard.notYet(
                    context,
                    Values.of("status", status).and("percent", percent).and(kept(context)),
                    "instance %s is %s".formatted(asked.instance(), status));
        }
        Optional<RestoreSettings> like = rds.instance(asked.like()).map(RestoreSettings::new);
        boolean change = like.map(settings -> settings.needChange(restored)).orElse(false);
        if (change && context.earlier().find(SET).isEmpty()) {
            return set(rds, context, asked, like.orElseThrow());
        }
        if (restored.pendingModifiedValues() != null
                && !InstanceFacts.pending(restored).isEmpty()
                && change) {
            return guard.notYet(
                    context, Values.of("status", "changes pending").and(kept(context)), "changes are pending");
        }
        return done(rds, context, asked, restored, like);
    }

    /** Once; an instance that is busy after all is looked at again first. */
    private Outcome set(Rds rds, ActionContext context, Asked asked, RestoreSettings like) {
        try {
            rds.call(
                    "ModifyDBInstance",
                    client -> client.modifyDBInstance(
                            like.onto(ModifyDbInstanceRequest.builder().dbInstanceIdentifier(asked.instance()))
                                    .build()));
        } catch (AwsTrouble trouble) {
            if (!trouble.is("InvalidDBInstanceState")) {
                throw trouble;
            }
            return guard.notYet(
                    context,
                    Values.of("status", "busy").and(kept(context)),
                    "instance %s is busy; it is set like %s after that".formatted(asked.instance(), asked.like()));
        }
        return guard.notYet(
                context,
                Values.of("status", "set").and(kept(context)).and(SET, 1L),
                "instance %s is set like %s".formatted(asked.instance(), asked.like()));
    }

    private static Values kept(ActionContext context) {
        Values set =
                context.earlier().find(SET).map(done -> Values.of(SET, done)).orElse(Values.NONE);
        return context.earlier().find(TO).map(to -> set.and(TO, to)).orElse(set);
    }

    private Outcome done(
            Rds rds, ActionContext context, Asked asked, DBInstance restored, Optional<RestoreSettings> like) {
        List<String> differences =
                like.map(settings -> settings.differences(restored)).orElse(List.of());
        Values values = InstanceFacts.values(restored)
                .and(loss(to(rds, context, asked, restored)))
                .and("differences", differences);
        return new Outcome.Done(
                values, Optional.empty(), List.of(new Resource(KIND, asked.instance(), context.step())));
    }

    /** Where no look passed it on, it was before the new instance was made. */
    private static Instant to(Rds rds, ActionContext context, Asked asked, DBInstance restored) {
        if (context.earlier().find(TO).orElse("") instanceof Instant to) {
            return to;
        }
        Instant to = asked.to(rds);
        Instant made = Optional.ofNullable(restored.instanceCreateTime()).orElse(to);
        return to.isBefore(made) ? to : made;
    }

    private Values loss(Instant to) {
        return Values.of(TO, to).and("loses", since(to));
    }

    private Duration since(Instant to) {
        return Duration.ofSeconds(Math.max(0, Duration.between(to, access.now()).toSeconds()));
    }

    /** What would be lost and kept, for the approval beside the step. */
    Values pending(ActionContext context, Rds rds, Asked asked) {
        try {
            Instant to = asked.to(rds);
            DBInstance like = rds.requireInstance(asked.like());
            return Values.of("instance", asked.instance())
                    .and("back_to", to.toString())
                    .and("loses", "everything written since then, %s so far".formatted(Values.text(since(to))))
                    .and(
                            "keeps",
                            "class %s, subnet group %s, security groups %s, parameter group %s"
                                    .formatted(
                                            like.dbInstanceClass(),
                                            InstanceFacts.subnetGroup(like),
                                            InstanceFacts.securityGroups(like),
                                            InstanceFacts.parameterGroup(like).orElse("")));
        } catch (AwsTrouble trouble) {
            return Values.of("problem", context.masker().mask(trouble.sentence()));
        }
    }
}
