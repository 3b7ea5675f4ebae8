package dev.tminus.app.shell;

import dev.tminus.action.ActionContext;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Which execution a process belongs to, as its environment says. The nonce tells a second execution of the same attempt
 * from the first.
 */
record Identity(String run, String step, int attempt, String environment, String nonce) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern BLANK = Pattern.compile("\\s");

    static Identity of(ActionContext context) {
        byte[] nonce = new byte[8];
        RANDOM.nextBytes(nonce);
        return new Identity(
                context.run().value(),
                context.step(),
                context.attempt(),
                context.environment(),
                HexFormat.of().formatHex(nonce));
    }

    /** One word without blanks, so that it can stand in a line of a file. */
    String marker() {
        return run + "/" + BLANK.matcher(step).replaceAll("_") + "/" + attempt + "/" + nonce;
    }

    Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("TMINUS_RUN_ID", run);
        variables.put("TMINUS_STEP_ID", step);
        variables.put("TMINUS_ENVIRONMENT", environment);
        return variables;
    }
}
