package dev.tminus.app.aws;

import dev.tminus.action.ActionContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/**
 * Asks IAM what whoever runs this would be denied: IAM simulates it, so nothing is touched. Where IAM may not be asked,
 * nothing is said.
 */
public final class Permitted {

    /** Which inputs name what an ARN can be made of. */
    private static final Map<String, List<String>> NAMED_BY = Map.of(
            "rds:db", List.of("instance", "source", "with", "group_of"),
            "rds:snapshot", List.of("snapshot", "copy_as"));

    private final AwsAccess access;

    public Permitted(AwsAccess access) {
        this.access = access;
    }

    /** A sentence for each IAM action that is missing. */
    public List<String> missing(ActionContext context, List<Permission> permissions) {
        try {
            StsClient sts = access.client(
                    context.aws(), StsClient.class, connector -> connector.connect(StsClient.builder(), "STS"));
            IamClient iam = access.client(
                    context.aws(), IamClient.class, connector -> connector.connect(IamClient.builder(), "IAM"));
            GetCallerIdentityResponse caller = Calls.make("sts:GetCallerIdentity", sts::getCallerIdentity);
            String prefix = "arn:%s:rds:%s:%s"
                    .formatted(
                            caller.arn().split(":", -1)[1],
                            sts.serviceClientConfiguration().region(),
                            caller.account());
            List<String> missing = new ArrayList<>();
            for (Permission permission : permissions) {
                List<String> arns = arns(context, prefix, permission);
                if (!arns.isEmpty() && isDenied(iam, principal(caller.arn()), permission, arns)) {
                    missing.add("the IAM action %s is not allowed on %s; docs/rds.md has the whole policy"
                            .formatted(permission.action(), String.join(", ", arns)));
                }
            }
            return missing;
        } catch (AwsTrouble trouble) {
            return trouble.kind() == AwsTrouble.Kind.PERSON
                    ? List.of()
                    : List.of(context.masker().mask("permissions could not be looked at: " + trouble.sentence()));
        }
    }

    /** None where the inputs do not name what the permission is for. */
    private static List<String> arns(ActionContext context, String prefix, Permission permission) {
        if (permission.resource().equals("*")) {
            return List.of("*");
        }
        AwsInputs inputs = AwsInputs.of(context);
        return Stream.of(permission.resource().split(", ", -1))
                .flatMap(kind -> NAMED_BY.getOrDefault(kind, List.of()).stream()
                        .map(inputs::text)
                        .flatMap(Optional::stream)
                        .map(name -> "%s:%s:%s".formatted(prefix, kind.substring("rds:".length()), name)))
                .toList();
    }

    private static boolean isDenied(IamClient iam, String who, Permission permission, List<String> arns) {
        return Calls.make(
                        "iam:SimulatePrincipalPolicy",
                        () -> iam.simulatePrincipalPolicy(ask -> ask.policySourceArn(who)
                                .actionNames(permission.action())
                                .resourceArns(arns)))
                .evaluationResults()
                .stream()
                .anyMatch(result -> result.evalDecision() != PolicyEvaluationDecisionType.ALLOWED);
    }

    /** IAM simulates for the role, not for the session that was made of it. */
    private static String principal(String arn) {
        return arn.replaceFirst(":sts:(.*):assumed-role/([^/]+)/.*", ":iam:$1:role/$2");
    }
}
