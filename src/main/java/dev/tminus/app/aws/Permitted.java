package dev.tminus.app.aws;

import dev.tminus.action.ActionContext;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;
import software.amazon.awssdk.services.sts.StsClient;

/** Asks IAM what whoever runs this would be denied: IAM simulates it, so nothing is touched. */
public final class Permitted {

    private final AwsAccess access;

    public Permitted(AwsAccess access) {
        this.access = access;
    }

    /** A sentence for each IAM action that is missing, and one where IAM does not say. */
    public List<String> missing(ActionContext context, List<Permission> permissions) {
        try {
            StsClient sts = access.client(
                    context.aws(), StsClient.class, connector -> connector.connect(StsClient.builder(), "STS"));
            IamClient iam = access.client(
                    context.aws(), IamClient.class, connector -> connector.connect(IamClient.builder(), "IAM"));
            String who = principal(
                    Calls.make("sts:GetCallerIdentity", sts::getCallerIdentity).arn());
            return Calls.make(
                            "iam:SimulatePrincipalPolicy",
                            () -> iam.simulatePrincipalPolicy(ask -> ask.policySourceArn(who)
                                    .actionNames(permissions.stream()
                                            .map(Permission::action)
                                            .toList())))
                    .evaluationResults()
                    .stream()
                    .filter(result -> result.evalDecision() == PolicyEvaluationDecisionType.EXPLICIT_DENY)
                    .map(Permitted::sentence)
                    .toList();
        } catch (AwsTrouble trouble) {
            return trouble.kind() == AwsTrouble.Kind.PERSON
                    ? List.of()
                    : List.of(context.masker().mask("permissions could not be looked at: " + trouble.sentence()));
        }
    }

    private static String sentence(EvaluationResult result) {
        return "the IAM action %s is %s; docs/rds.md has the whole policy"
                .formatted(
                        result.evalActionName(), result.evalDecisionAsString().toLowerCase(Locale.ROOT));
    }

    /** IAM simulates for the role, not for the session that was made of it. */
    private static String principal(String arn) {
        return arn.replaceFirst(":sts:(.*):assumed-role/([^/]+)/.*", ":iam:$1:role/$2");
    }
}
