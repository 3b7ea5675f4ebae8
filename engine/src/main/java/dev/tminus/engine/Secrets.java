package dev.tminus.engine;

import dev.tminus.book.Secret;
import java.util.Map;

/** Fetches secrets from where the runbook says they are. */
@FunctionalInterface
public interface Secrets {

    /**
     * The value.
     *
     * @param settings the secret's settings, resolved; for a secret that AWS keeps also {@code aws}, the environment's
     * @throws SecretException when it cannot be had, with a sentence that names the secret and what to do, never a value
     */
    String fetch(Secret secret, Map<String, Object> settings);
}
