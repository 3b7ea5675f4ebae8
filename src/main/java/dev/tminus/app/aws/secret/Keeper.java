package dev.tminus.app.aws.secret;

import dev.tminus.app.aws.AwsTrouble;
import dev.tminus.app.aws.Calls;
import dev.tminus.app.aws.Connector;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.ssm.SsmClient;

/** Secrets Manager and the Parameter Store of one region, each connected at its first use. Safe for threads. */
final class Keeper {

    private final Connector connector;
    private volatile @Nullable SecretsManagerClient secrets;
    private volatile @Nullable SsmClient parameters;

    Keeper(Connector connector) {
        this.connector = connector;
    }

    String secret(String name) {
        if (secrets == null) {
            secrets = Calls.make(
                    "secretsmanager:GetSecretValue",
                    () -> connector.connect(SecretsManagerClient.builder(), "SECRETS_MANAGER"));
        }
        try {
            GetSecretValueResponse answer = Calls.make(
                    "secretsmanager:GetSecretValue", () -> secrets.getSecretValue(ask -> ask.secretId(name)));
            return answer.secretString() != null
                    ? answer.secretString()
                    : answer.secretBinary().asString(StandardCharsets.UTF_8);
        } catch (AwsTrouble trouble) {
            throw trouble.is("ResourceNotFoundException") ? missing("secret", name) : trouble;
        }
    }

    String parameter(String name) {
        if (parameters == null) {
            parameters = Calls.make("ssm:GetParameter", () -> connector.connect(SsmClient.builder(), "SSM"));
        }
        try {
            return Calls.make(
                            "ssm:GetParameter",
                            () -> parameters.getParameter(ask -> ask.name(name).withDecryption(true)))
                    .parameter()
                    .value();
        } catch (AwsTrouble trouble) {
            throw trouble.is("ParameterNotFound") ? missing("parameter", name) : trouble;
        }
    }

    private static AwsTrouble missing(String what, String name) {
        return AwsTrouble.refused("there is no %s %s in this account and region".formatted(what, name));
    }
}
