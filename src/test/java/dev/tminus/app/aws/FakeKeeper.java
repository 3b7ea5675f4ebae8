package dev.tminus.app.aws;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Secrets Manager and the parameters of Systems Manager, in their JSON. */
public final class FakeKeeper {

    private static final Pattern NAME = Pattern.compile("\"(?:SecretId|Name)\":\"([^\"]*)\"");

    /** By name; values without characters that JSON would escape, but for quotes. */
    final Map<String, String> values = new ConcurrentHashMap<>();

    /** From now on it keeps this. */
    public void keep(String name, String value) {
        values.put(name, value);
    }

    String answer(String operation, String body) {
        Matcher name = NAME.matcher(body);
        String value = name.find() ? values.get(name.group(1)) : null;
        return switch (operation) {
            case "GetSecretValue" -> {
                require(value, "ResourceNotFoundException");
                yield "{\"SecretString\":\"%s\"}".formatted(value.replace("\"", "\\\""));
            }
            case "GetParameter" -> {
                require(value, "ParameterNotFound");
                boolean decrypted = body.contains("\"WithDecryption\":true");
                yield "{\"Parameter\":{\"Value\":\"%s\"}}"
                        .formatted(decrypted ? value.replace("\"", "\\\"") : "AQICAH-encrypted");
            }
            default -> throw new Refusal(400, "UnknownOperationException", operation);
        };
    }

    private static void require(String value, String code) {
        if (value == null) {
            throw new Refusal(400, code, "it is not there");
        }
    }
}
