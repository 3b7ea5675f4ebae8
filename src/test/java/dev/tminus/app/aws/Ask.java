package dev.tminus.app.aws;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A call of the SDK as it comes over the wire, in one of three protocols.
 *
 * @param target what the JSON protocol has in a header, {@code secretsmanager.GetSecretValue}
 * @param bytes the body, a character for each byte
 */
record Ask(String path, Optional<String> target, String bytes) {

    private static final Set<String> IDENTITY = Set.of("GetCallerIdentity");
    private static final Set<String> ACCESS = Set.of("SimulatePrincipalPolicy");

    static Ask of(HttpExchange exchange) throws IOException {
        return new Ask(
                exchange.getRequestURI().getPath(),
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Amz-Target")),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
    }

    boolean isJson() {
        return target.isPresent();
    }

    boolean isCbor() {
        return path.contains("/operation/");
    }

    byte[] body() {
        return bytes.getBytes(StandardCharsets.ISO_8859_1);
    }

    String text() {
        return new String(body(), StandardCharsets.UTF_8);
    }

    /** Of the Query protocol. */
    Parameters parameters() {
        return Parameters.of(text());
    }

    String operation() {
        if (isJson()) {
            return target.orElseThrow().replaceAll(".*\\.", "");
        }
        return isCbor() ? path.replaceAll(".*/", "") : parameters().operation();
    }

    /** The IAM action that the call needs: {@code rds:CreateDBSnapshot}. */
    String permission() {
        String operation = operation();
        if (isJson()) {
            String service = target.orElseThrow().replaceAll("\\..*", "").toLowerCase(Locale.ROOT);
            return service.replace("amazon", "") + ":" + operation;
        }
        if (isCbor()) {
            return "cloudwatch:" + operation;
        }
        return (IDENTITY.contains(operation) ? "sts:" : ACCESS.contains(operation) ? "iam:" : "rds:") + operation;
    }
}
