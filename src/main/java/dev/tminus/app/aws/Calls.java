package dev.tminus.app.aws;

import dev.tminus.app.aws.AwsTrouble.Kind;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/** Makes calls of the AWS SDK, and says in one way what is wrong when they fail. */
public final class Calls {

    private static final Set<String> SIGN_IN = Set.of(
            "ExpiredToken",
            "ExpiredTokenException",
            "RequestExpired",
            "InvalidClientTokenId",
            "UnrecognizedClientException",
            "InvalidAccessKeyId",
            "SignatureDoesNotMatch",
            "AuthFailure",
            "IncompleteSignature",
            "MissingAuthenticationToken",
            "TokenRefreshRequired");
    private static final Set<String> DENIED =
            Set.of("AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "NotAuthorized");
    private static final Pattern MISSING = Pattern.compile("perform: ([\\w-]+:\\w+)");

    private Calls() {}

    /** @param permission the IAM action that the call needs, {@code rds:CreateDBSnapshot} */
    public static <T> T make(String permission, Supplier<T> call) {
        try {
            return call.get();
        } catch (AwsServiceException refused) {
            throw refused(permission, refused);
        } catch (AbortedException stopped) {
            Thread.currentThread().interrupt();
            throw new AwsTrouble(
                    Kind.UNCERTAIN, "", "%s was stopped before AWS had answered".formatted(permission), stopped);
        } catch (SdkException lost) {
            throw lost(permission, lost);
        }
    }

    private static AwsTrouble refused(String permission, AwsServiceException refused) {
        String code = refused.awsErrorDetails() == null
                ? ""
                : String.valueOf(refused.awsErrorDetails().errorCode());
        String said = refused.awsErrorDetails() == null
                ? String.valueOf(refused.getMessage())
                : String.valueOf(refused.awsErrorDetails().errorMessage());
        if (refused.isThrottlingException()) {
            return new AwsTrouble(Kind.AGAIN, code, "AWS throttles %s (%s)".formatted(permission, code), refused);
        }
        if (SIGN_IN.contains(code)) {
            return new AwsTrouble(
                    Kind.PERSON,
                    code,
                    "The AWS credentials are not accepted (%s: %s). Sign in again, such as with `aws sso login`, and retry this step."
                            .formatted(code, said),
                    refused);
        }
        if (DENIED.contains(code) || (code.isEmpty() && refused.statusCode() == 403)) {
            Matcher named = MISSING.matcher(said);
            return new AwsTrouble(
                    Kind.PERSON,
                    code,
                    "AWS denies it: the IAM action %s is missing (%s). Have it allowed (docs/rds.md has the whole policy) and retry this step."
                            .formatted(named.find() ? named.group(1) : permission, said),
                    refused);
        }
        if (refused.statusCode() >= 500) {
            return new AwsTrouble(
                    Kind.UNCERTAIN,
                    code,
                    "AWS broke on %s (%d %s)".formatted(permission, refused.statusCode(), code),
                    refused);
        }
        return new AwsTrouble(
                Kind.REFUSED, code, "AWS refused %s: %s (%s).".formatted(permission, said, code), refused);
    }

    private static AwsTrouble lost(String permission, SdkException lost) {
        String said = String.valueOf(lost.getMessage());
        if (causes(lost).anyMatch(InterruptedIOException.class::isInstance)
                && Thread.currentThread().isInterrupted()) {
            return new AwsTrouble(Kind.UNCERTAIN, "", "%s was stopped".formatted(permission), lost);
        }
        if (said.contains("credentials") || said.contains("SSO") || said.contains("Token is expired")) {
            return new AwsTrouble(
                    Kind.PERSON,
                    "",
                    "There are no AWS credentials to use: %s Sign in, such as with `aws sso login`, and retry this step."
                            .formatted(said.endsWith(".") ? said : said + "."),
                    lost);
        }
        if (said.contains("region")) {
            return new AwsTrouble(
                    Kind.PERSON,
                    "",
                    "No AWS region is set. Write aws: { region: ... } in the environment, or set AWS_REGION, and retry this step.",
                    lost);
        }
        if (causes(lost)
                .anyMatch(cause -> cause instanceof ConnectException || cause instanceof UnknownHostException)) {
            return new AwsTrouble(Kind.AGAIN, "", "AWS cannot be reached for %s: %s".formatted(permission, said), lost);
        }
        return new AwsTrouble(Kind.UNCERTAIN, "", "The reply to %s was lost: %s".formatted(permission, said), lost);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
    }
}
