package dev.tminus.app.aws;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;

/**
 * Makes clients of the AWS SDK for one place.
 *
 * <p>The SDK repeats a call by itself only where AWS throttled it, for then it certainly had no effect. What else the SDK
 * would repeat, a create whose reply was lost above all, is decided by {@link Guard}.
 */
public final class Connector {

    private static final int ATTEMPTS = 4;
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final AwsAccess access;
    private final AwsPlace place;

    Connector(AwsAccess access, AwsPlace place) {
        this.access = access;
        this.place = place;
    }

    /** @param service as in {@code AWS_ENDPOINT_URL_RDS} */
    public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C connect(B builder, String service) {
        endpoint(service).ifPresent(address -> builder.endpointOverride(URI.create(address)));
        return builder.region(region())
                .credentialsProvider(credentials())
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(access.answer()))
                .overrideConfiguration(settings -> settings.retryStrategy(retries()))
                .build();
    }

    private Optional<String> endpoint(String service) {
        return place.endpoint()
                .or(() -> access.variable("AWS_ENDPOINT_URL_" + service))
                .or(() -> access.variable("AWS_ENDPOINT_URL"));
    }

    private Region region() {
        return place.region()
                .or(() -> access.variable("AWS_REGION"))
                .or(() -> access.variable("AWS_DEFAULT_REGION"))
                .map(Region::of)
                .orElseGet(() -> DefaultAwsRegionProviderChain.builder()
                        .profileName(place.profile().orElse(null))
                        .build()
                        .getRegion());
    }

    /** The environment's variables come first, as in every tool of AWS, unless the runbook names a profile. */
    private AwsCredentialsProvider credentials() {
        Optional<String> key = access.variable("AWS_ACCESS_KEY_ID")
                .filter(any -> place.profile().isEmpty());
        Optional<String> secret = access.variable("AWS_SECRET_ACCESS_KEY");
        if (key.isPresent() && secret.isPresent()) {
            return StaticCredentialsProvider.create(access.variable("AWS_SESSION_TOKEN")
                    .map(token -> (software.amazon.awssdk.auth.credentials.AwsCredentials)
                            AwsSessionCredentials.create(key.get(), secret.get(), token))
                    .orElseGet(() -> AwsBasicCredentials.create(key.get(), secret.get())));
        }
        return DefaultCredentialsProvider.builder()
                .profileName(place.profile().orElse(null))
                .build();
    }

    private RetryStrategy retries() {
        BackoffStrategy backoff = BackoffStrategy.exponentialDelay(
                access.pauses().retry(), access.pauses().longest());
        return StandardRetryStrategy.builder()
                .maxAttempts(ATTEMPTS)
                .backoffStrategy(backoff)
                .throttlingBackoffStrategy(backoff)
                .circuitBreakerEnabled(false)
                .useClientDefaults(false)
                .treatAsThrottling(Connector::throttled)
                .retryOnException(Connector::throttled)
                .build();
    }

    private static boolean throttled(Throwable failure) {
        return failure instanceof SdkServiceException refused && refused.isThrottlingException();
    }
}
