package dev.tminus.app.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.app.aws.AwsAccess;
import dev.tminus.app.aws.AwsAction;
import dev.tminus.app.aws.AwsActions;
import dev.tminus.app.aws.Pauses;
import dev.tminus.app.aws.Permission;
import dev.tminus.app.aws.secret.AwsSecrets;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The IAM policy that users copy is what the actions declare. {@code -Dtminus.docs=write} writes it anew. */
class RdsDocumentTest {

    private static final List<AwsAction> ACTIONS =
            AwsActions.all(new AwsAccess(Map.of(), InstantSource.system(), Pauses.AWS));

    @Test
    void the_policy_holds_what_the_actions_declare() throws IOException {
        GeneratedParts document = new GeneratedParts("rds.md");

        String wanted = document.with(Map.of("policy", policy(), "permissions", permissions()));

        assertThat(document.text()).isEqualTo(wanted);
    }

    private static Stream<Permission> all() {
        return Stream.concat(
                ACTIONS.stream().flatMap(action -> action.permissions().stream()), AwsSecrets.PERMISSIONS.stream());
    }

    private static String policy() {
        Map<String, TreeSet<String>> byResource = new TreeMap<>();
        all().forEach(permission -> byResource
                .computeIfAbsent(permission.resource(), first -> new TreeSet<>())
                .add(permission.action()));
        List<String> statements = new ArrayList<>();
        byResource.forEach((resources, actions) -> statements.add("""
                    {
                      "Effect": "Allow",
                      "Action": [%s],
                      "Resource": [%s]
                    }""".formatted(
                        quoted(actions.stream()),
                        quoted(Stream.of(resources.split(", ", -1)).map(RdsDocumentTest::arn)))));
        return """
                ```json
                {
                  "Version": "2012-10-17",
                  "Statement": [
                %s
                  ]
                }
                ```
                """.formatted(String.join(",\n", statements));
    }

    private static String quoted(Stream<String> words) {
        return words.map(word -> '"' + word + '"').collect(Collectors.joining(", "));
    }

    /** As ARNs are written; a bucket or a role has no region. */
    private static String arn(String resource) {
        String[] parts = resource.split(":", -1);
        return switch (parts[0]) {
            case "*" -> "*";
            case "iam" -> "arn:aws:iam::*:role/*";
            case "kms", "ssm" -> "arn:aws:%s:*:*:%s/*".formatted(parts[0], parts[1]);
            default -> "arn:aws:%s:*:*:%s:*".formatted(parts[0], parts[1]);
        };
    }

    private static String permissions() {
        StringBuilder table = new StringBuilder("| action | IAM actions |\n| --- | --- |\n");
        ACTIONS.forEach(action -> table.append("| `%s` | %s |\n"
                .formatted(
                        action.type().name(),
                        action.permissions().stream()
                                .map(permission -> '`' + permission.action() + '`')
                                .collect(Collectors.joining(", ")))));
        return table.append("| secrets | %s |\n"
                        .formatted(AwsSecrets.PERMISSIONS.stream()
                                .map(permission -> '`' + permission.action() + '`')
                                .collect(Collectors.joining(", "))))
                .toString();
    }
}
