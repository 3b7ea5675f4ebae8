package dev.tminus.app.aws;

import dev.tminus.book.Values;
import java.util.Map;
import java.util.Optional;

/** Where AWS is asked and as whom, as an environment says it; what is empty is left to the AWS configuration. */
public record AwsPlace(Optional<String> region, Optional<String> profile, Optional<String> endpoint) {

    /** @param aws the environment's {@code aws} settings, resolved */
    public static AwsPlace of(Map<?, ?> aws) {
        return new AwsPlace(text(aws, "region"), text(aws, "profile"), text(aws, "endpoint"));
    }

    private static Optional<String> text(Map<?, ?> aws, String key) {
        return Optional.ofNullable(aws.get(key)).map(Values::text).filter(value -> !value.isBlank());
    }
}
