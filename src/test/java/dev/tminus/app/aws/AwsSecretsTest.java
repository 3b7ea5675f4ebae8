package dev.tminus.app.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tminus.app.aws.secret.AwsSecrets;
import dev.tminus.book.Secret;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Secrets that AWS keeps, read from the fake. */
class AwsSecretsTest {

    private final FakeAws aws = new FakeAws();
    private final AwsSecrets secrets =
            new AwsSecrets(new AwsAccess(FakeAws.CREDENTIALS, InstantSource.system(), AwsRun.QUICK));

    @AfterEach
    void close() {
        aws.close();
    }

    /** The endpoint is the environment's own, as in {@code aws: { endpoint: ... }}. */
    private String fetch(String from, String name) {
        return secrets.fetch(
                new Secret("database_url", from, Map.of()),
                Map.of("name", name, "aws", Map.of("endpoint", aws.url(), "region", "eu-west-1")));
    }

    @Test
    void a_secret_of_secrets_manager_is_read() {
        aws.keeper.values.put("donations/database-url", "postgresql://u:p@h/d");

        assertThat(fetch("aws_secretsmanager", "donations/database-url")).isEqualTo("postgresql://u:p@h/d");
    }

    @Test
    void a_parameter_is_read_and_decrypted() {
        aws.keeper.values.put("/donations/token", "tok-123456");

        assertThat(fetch("aws_ssm", "/donations/token")).isEqualTo("tok-123456");
    }

    @Test
    void one_that_is_not_there_is_named() {
        assertThatThrownBy(() -> fetch("aws_secretsmanager", "nothing"))
                .hasMessageContaining("database_url")
                .hasMessageContaining("there is no secret nothing");
    }
}
