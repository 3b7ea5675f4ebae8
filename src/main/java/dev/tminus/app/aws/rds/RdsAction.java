package dev.tminus.app.aws.rds;

import dev.tminus.action.ActionContext;
import dev.tminus.app.aws.AwsAccess;
import dev.tminus.app.aws.AwsAction;
import dev.tminus.app.aws.AwsTrouble;
import dev.tminus.app.aws.Guard;
import dev.tminus.app.aws.Guard.May;
import dev.tminus.app.aws.Permission;
import dev.tminus.app.aws.Permitted;
import dev.tminus.book.ActionType;
import dev.tminus.run.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the actions on RDS share: each is one look, made again until it is done, by whichever process is there. */
abstract class RdsAction implements AwsAction {

    private final ActionType type;
    private final List<Permission> permissions;
    private final AwsAccess access;
    private final Guard guard;

    RdsAction(AwsAccess access, ActionType type, List<Permission> permissions) {
        this.access = access;
        this.type = type;
        this.permissions = List.copyOf(permissions);
        this.guard = new Guard(access);
    }

    /** Describes, makes at most one change, and says how far it is. */
    abstract Outcome look(Rds rds, ActionContext context, May may);

    /** What it would miss, beside permissions; describes only. */
    List<String> missing(Rds rds, ActionContext context) {
        return List.of();
    }

    @Override
    public final ActionType type() {
        return type;
    }

    @Override
    public final List<Permission> permissions() {
        return permissions;
    }

    final AwsAccess access() {
        return access;
    }

    final Guard guard() {
        return guard;
    }

    final Rds rds(ActionContext context) {
        return access.client(context.aws(), Rds.class, Rds::new);
    }

    /** The same account in another region. */
    final Rds rds(ActionContext context, String region) {
        Map<String, Object> aws = new LinkedHashMap<>(context.aws());
        aws.put("region", region);
        return access.client(aws, Rds.class, Rds::new);
    }

    @Override
    public final Outcome perform(ActionContext context) throws InterruptedException {
        return guard.perform(context, type.repeat(), may -> look(rds(context), context, may));
    }

    @Override
    public final Outcome lookAfter(ActionContext context) throws InterruptedException {
        return guard.lookAfter(context, may -> look(rds(context), context, may));
    }

    @Override
    public final List<String> probe(ActionContext context) {
        List<String> findings = new ArrayList<>();
        try {
            findings.addAll(missing(rds(context), context));
        } catch (AwsTrouble trouble) {
            findings.add(context.masker().mask(trouble.sentence()));
        }
        if (findings.isEmpty()) {
            findings.addAll(new Permitted(access).missing(context, permissions));
        }
        return findings;
    }
}
