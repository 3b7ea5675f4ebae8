package dev.tminus.book;

import java.util.Map;

/**
 * Where a secret comes from. Its value never enters the core: expressions see {@link SecretMark} in its place.
 *
 * @param from {@code file}, {@code env}, {@code command}, {@code aws_secretsmanager} or {@code aws_ssm}
 */
public record Secret(String name, String from, Map<String, Template> settings) {
    public Secret {
        settings = Map.copyOf(settings);
    }
}
