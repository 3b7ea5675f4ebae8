package dev.tminus.app.slack;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.SlackApiTextResponse;
import com.slack.api.util.http.SlackHttpClient;
import dev.tminus.notice.Notifier.Reply;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import okhttp3.OkHttpClient;

/** Calls Slack, and says what became of a call in our own words. Safe for threads. */
final class SlackApi implements AutoCloseable {

    /** A call that takes longer is given up; what became of it is found out before it is made again. */
    private static final int CALL_MILLIS = 10_000;

    private static final Set<String> SLACKS_OWN =
            Set.of("internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org");

    private static final Set<String> TOKEN =
            Set.of("invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired");

    private static final Set<String> CHANNEL = Set.of("channel_not_found", "not_in_channel", "is_archived");

    private final OkHttpClient http;
    private final Slack slack;
    private final MethodsClient methods;

    SlackApi(SlackSettings settings) {
        SlackConfig config = config(settings.api());
        this.http = http(config);
        this.slack = open(config, http);
        this.methods = slack.methods(settings.token());
    }

    static Slack open(String api) {
        SlackConfig config = config(api);
        return open(config, http(config));
    }

    private static Slack open(SlackConfig config, OkHttpClient http) {
        SlackHttpClient client = new SlackHttpClient(http);
        client.setConfig(config);
        return Slack.getInstance(config, client);
    }

    /** The HTTP client's own habit of sending again what may have arrived is off: that is decided here. */
    private static OkHttpClient http(SlackConfig config) {
        return SlackHttpClient.buildOkHttpClient(config)
                .newBuilder()
                .retryOnConnectionFailure(false)
                .build();
    }

    /** Whether an answer is waited for. */
    boolean isAsking() {
        return http.dispatcher().runningCallsCount() > 0;
    }

    /** Makes calls that are under way end at once, as if no answer had come. */
    void hangUp() {
        http.dispatcher().cancelAll();
    }

    private static SlackConfig config(String api) {
        SlackConfig config = new SlackConfig();
        config.setMethodsEndpointUrlPrefix(api);
        config.setHttpClientCallTimeoutMillis(CALL_MILLIS);
        // Both would make calls of their own.
        config.setTokenExistenceVerificationEnabled(false);
        config.setStatsEnabled(false);
        return config;
    }

    MethodsClient methods() {
        return methods;
    }

    /** A call. */
    @FunctionalInterface
    interface Call<T extends SlackApiTextResponse> {
        T of(MethodsClient methods) throws IOException, SlackApiException;
    }

    /**
     * What a call gave.
     *
     * @param answer where Slack said yes
     * @param error Slack's word where it said no; empty text where it said nothing usable
     * @param trouble what to do then
     */
    record Result<T>(Optional<T> answer, String error, Optional<Reply.Later> trouble) {
        boolean is(String word) {
            return error.equals(word);
        }

        T get() {
            return answer.orElseThrow();
        }
    }

    <T extends SlackApiTextResponse> Result<T> call(Call<T> call) {
        try {
            T answer = call.of(methods);
            return answer.isOk()
                    ? new Result<>(Optional.of(answer), "", Optional.empty())
                    : refused(Optional.ofNullable(answer.getError()).orElse("unknown"), answer);
        } catch (SlackApiException httpError) {
            return failed(later(httpError));
        } catch (ConnectException | UnknownHostException unreachable) {
            return failed(new Reply.Later(Optional.empty(), "Slack cannot be reached", false));
        } catch (IOException lost) {
            return failed(new Reply.Later(Optional.empty(), "Slack gave no answer", true));
        }
    }

    private static <T> Result<T> failed(Reply.Later later) {
        return new Result<>(Optional.empty(), "", Optional.of(later));
    }

    private static Reply.Later later(SlackApiException error) {
        int status = error.getResponse().code();
        if (status == 429) {
            return new Reply.Later(
                    Optional.of(retryAfter(error.getResponse().header("Retry-After"))), "Slack asked to wait", false);
        }
        return new Reply.Later(Optional.empty(), "Slack answered with status " + status, status >= 500);
    }

    private static Duration retryAfter(String header) {
        return header != null && header.matches("[0-9]{1,5}")
                ? Duration.ofSeconds(Long.parseLong(header))
                : Duration.ofSeconds(30);
    }

    private static <T extends SlackApiTextResponse> Result<T> refused(String error, T answer) {
        boolean own = SLACKS_OWN.contains(error);
        String why = own || error.equals("ratelimited") ? "Slack answered " + error : sentence(error, answer);
        return new Result<>(Optional.empty(), error, Optional.of(new Reply.Later(Optional.empty(), why, own)));
    }

    private static String sentence(String error, SlackApiTextResponse answer) {
        if (TOKEN.contains(error)) {
            return "Slack refuses the token (%s); set SLACK_BOT_TOKEN, or notify: slack: token:".formatted(error);
        }
        if (CHANNEL.contains(error)) {
            return "Slack does not let the app into the channel (%s); invite it, or name another channel"
                    .formatted(error);
        }
        return error.equals("missing_scope")
                ? "the Slack app lacks the scope %s; add it and install the app again".formatted(answer.getNeeded())
                : "Slack refuses the message (%s)".formatted(error);
    }

    @Override
    public void close() {
        try {
            slack.close();
        } catch (Exception gone) {
            // Nothing is lost with a connection that cannot be closed.
            Thread.interrupted();
        }
    }
}
