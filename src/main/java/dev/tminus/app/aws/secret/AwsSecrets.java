package dev.tminus.app.aws.secret;

import dev.tminus.app.aws.AwsAccess;
import dev.tminus.app.aws.AwsTrouble;
import dev.tminus.app.aws.Permission;
import dev.tminus.book.Secret;
import dev.tminus.book.Values;
import dev.tminus.engine.SecretException;
import dev.tminus.engine.Secrets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Fetches secrets of Secrets Manager ({@code aws_secretsmanager}) and of the Parameter Store ({@code aws_ssm}). */
public final class AwsSecrets implements Secrets {

    /** What reading them takes. */
    public static final List<Permission> PERMISSIONS = List.of(
            new Permission("secretsmanager:GetSecretValue", "secretsmanager:secret"),
            new Permission("ssm:GetParameter", "ssm:parameter"),
            new Permission("kms:Decrypt", "kms:key"));

    private static final int TRIES = 3;

    private final AwsAccess access;

    public AwsSecrets(AwsAccess access) {
        this.access = access;
    }

    @Override
    public String fetch(Secret secret, Map<String, Object> settings) {
        Map<?, ?> aws = settings.get("aws") instanceof Map<?, ?> map ? map : Map.of();
        String name = Optional.ofNullable(settings.get("name"))
                .map(Values::text)
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> new SecretException(secret.name(), "it has no `name`"));
        for (int attempt = 1; ; attempt++) {
            try {
                Keeper keeper = access.client(aws, Keeper.class, Keeper::new);
                return secret.from().equals("aws_ssm") ? keeper.parameter(name) : keeper.secret(name);
            } catch (AwsTrouble trouble) {
                // Reading has no effect, so it may simply be tried again.
                if (attempt == TRIES || !trouble.passes()) {
                    access.forget(aws);
                    throw trouble.kind() == AwsTrouble.Kind.PERSON
                            ? SecretException.forPerson(secret.name(), trouble.sentence())
                            : new SecretException(secret.name(), trouble.sentence());
                }
            }
        }
    }
}
