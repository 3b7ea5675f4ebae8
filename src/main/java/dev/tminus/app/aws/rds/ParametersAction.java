package dev.tminus.app.aws.rds;

import dev.tminus.action.ActionContext;
import dev.tminus.app.aws.AwsAccess;
import dev.tminus.app.aws.AwsInputs;
import dev.tminus.app.aws.AwsTrouble;
import dev.tminus.app.aws.Guard.May;
import dev.tminus.app.aws.Permission;
import dev.tminus.book.ActionType;
import dev.tminus.book.ActionType.DryRun;
import dev.tminus.book.ActionType.Repeat;
import dev.tminus.book.ActionType.Shape;
import dev.tminus.book.Type;
import dev.tminus.book.Type.Simple;
import dev.tminus.book.Values;
import dev.tminus.run.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBParameterGroupStatus;

/** The action {@code rds.parameters}: sets or resets parameters of an instance's group, and waits until they hold. */
final class ParametersAction extends RdsAction {

    private static final String BEFORE = "before";

    ParametersAction(AwsAccess access) {
        super(
                access,
                type("rds.parameters"),
                List.of(
                        RdsKeys.DESCRIBE,
                        new Permission("rds:DescribeDBParameters", "rds:pg"),
                        new Permission("rds:ModifyDBParameterGroup", "rds:pg"),
                        new Permission("rds:ResetDBParameterGroup", "rds:pg")));
    }

    private static ActionType type(String name) {
        return new ActionType(
                name,
                "Sets or resets parameters of the parameter group of an instance and waits until they hold. What needs a reboot "
                        + "is set and listed in pending_changes; nothing is rebooted. Other instances with the same group "
                        + "change too: the approval beside the step shows them. Result: before holds the values before.",
                Optional.empty(),
                List.of(
                        ActionType.Key.required(
                                "group_of",
                                RdsKeys.TEXT,
                                "The instance whose parameter group it is. Example: group_of: donations-prod"),
                        ActionType.Key.optional(
                                "set",
                                new Shape.Table(new Shape.Anything()),
                                "Parameters with their values. Example: set: { log_min_duration_statement: 1000 }"),
                        ActionType.Key.optional(
                                "reset",
                                new Shape.Many(RdsKeys.TEXT),
                                "Parameters that get their default back. Example: reset: [log_min_duration_statement]")),
                List.of(),
                RdsKeys.fields(
                        "parameter_group",
                        Simple.STRING,
                        "status",
                        Simple.STRING,
                        BEFORE,
                        new Type.MapOf(Simple.STRING),
                        "pending_changes",
                        new Type.ListOf(Simple.STRING)),
                Repeat.SAFE,
                DryRun.PROBE,
                Optional.empty(),
                """
                rds.parameters: { group_of: donations-prod, set: { log_min_duration_statement: 1000 } }
                undo: { rds.parameters: { group_of: donations-prod, reset: [log_min_duration_statement] } }
                """);
    }

    @Override
    Outcome look(Rds rds, ActionContext context, May may) {
        AwsInputs inputs = AwsInputs.of(context);
        DBInstance instance = rds.requireInstance(inputs.required("group_of"));
        ParameterGroup group = group(rds, instance);
        ParameterGroup.Change change = group.change(inputs.table("set"), inputs.texts("reset"));
        Values before = before(context, group, inputs);
        if (!change.isEmpty()) {
            group.make(rds, change);
            return guard().notYet(context, before.and("status", "asked for"), "%s is changed".formatted(group.name()));
        }
        String status = status(instance);
        if (status.equals("applying")) {
            return guard().notYet(
                            context,
                            before.and("status", status),
                            "the parameters are being applied to %s".formatted(instance.dbInstanceIdentifier()));
        }
        return Outcome.Done.of(before.and("parameter_group", group.name())
                .and("status", status)
                .and("pending_changes", InstanceFacts.pending(instance)));
    }

    private static ParameterGroup group(Rds rds, DBInstance instance) {
        String name = InstanceFacts.parameterGroup(instance)
                .orElseThrow(() ->
                        AwsTrouble.refused("%s has no parameter group.".formatted(instance.dbInstanceIdentifier())));
        if (name.startsWith("default.")) {
            throw AwsTrouble.refused(
                    "%s uses %s, which AWS lets nobody change. Give it a parameter group of its own first."
                            .formatted(instance.dbInstanceIdentifier(), name));
        }
        return ParameterGroup.read(rds, name);
    }

    /** As they were at the first look. */
    private static Values before(ActionContext context, ParameterGroup group, AwsInputs inputs) {
        Optional<Object> noted = context.earlier().find(BEFORE);
        if (noted.isPresent()) {
            return Values.of(BEFORE, noted.get());
        }
        Map<String, Object> values = new LinkedHashMap<>();
        inputs.table("set").keySet().forEach(name -> values.put(name, group.value(name)));
        inputs.texts("reset").forEach(name -> values.put(name, group.value(name)));
        return Values.of(BEFORE, values);
    }

    private static String status(DBInstance instance) {
        return instance.dbParameterGroups().stream()
                .map(DBParameterGroupStatus::parameterApplyStatus)
                .findFirst()
                .orElse("in-sync");
    }

    @Override
    public Values pending(ActionContext context) {
        try {
            Rds rds = rds(context);
            AwsInputs inputs = AwsInputs.of(context);
            ParameterGroup group = group(rds, rds.requireInstance(inputs.required("group_of")));
            return Values.of("parameter_group", group.name())
                    .and(
                            "changes",
                            group.change(inputs.table("set"), inputs.texts("reset"))
                                    .lines(group))
                    .and("instances", rds.instancesWith(group.name()));
        } catch (AwsTrouble trouble) {
            return Values.of("problem", context.masker().mask(trouble.sentence()));
        }
    }

    @Override
    List<String> missing(Rds rds, ActionContext context) {
        AwsInputs inputs = AwsInputs.of(context);
        group(rds, rds.requireInstance(inputs.required("group_of"))).change(inputs.table("set"), inputs.texts("reset"));
        return List.of();
    }
}
