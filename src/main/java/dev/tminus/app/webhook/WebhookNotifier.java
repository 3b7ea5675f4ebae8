package dev.tminus.app.webhook;

import dev.tminus.action.SafeText;
import dev.tminus.book.Values;
import dev.tminus.engine.SecretException;
import dev.tminus.notice.Address;
import dev.tminus.notice.Notifier;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Posts each notice as the JSON line the outbox keeps. {@code Idempotency-Key} names it, so that a receiver can drop
 * what comes twice; {@code X-Tminus-Signature} is the HMAC-SHA256 of the body, where a secret is set.
 */
public final class WebhookNotifier implements Notifier {

    static final String KEY = "Idempotency-Key";
    static final String SIGNATURE = "X-Tminus-Signature";
    private static final Duration TIME = Duration.ofSeconds(10);

    private final Function<String, Map<String, Object>> settings;
    private final Map<String, String> variables;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIME).build();

    /** @param settings gives a run's {@code notify: webhook:} block, with secrets in place */
    public WebhookNotifier(Function<String, Map<String, Object>> settings, Map<String, String> variables) {
        this.settings = settings;
        this.variables = Map.copyOf(variables);
    }

    @Override
    public String medium() {
        return Address.WEBHOOK;
    }

    @Override
    public boolean showsStanding() {
        return true;
    }

    @Override
    public Duration betweenEdits() {
        return Duration.ofSeconds(3);
    }

    @Override
    public Reply send(Letter letter) {
        try {
            return sent(letter);
        } catch (SecretException | IllegalArgumentException unusable) {
            return Notifier.notNow(unusable.getMessage());
        } catch (ConnectException unreachable) {
            return new Reply.Later(Optional.empty(), "the webhook cannot be reached", false);
        } catch (IOException lost) {
            return new Reply.Later(Optional.empty(), "the webhook gave no answer", true);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Reply.Later(Optional.empty(), "stopped while posting", true);
        }
    }

    private Reply sent(Letter letter) throws IOException, InterruptedException {
        String body = letter.notice().reworded(SafeText::lines).line();
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(letter.address().target()))
                .timeout(TIME)
                .header("Content-Type", "application/json")
                .header(KEY, letter.key())
                .POST(HttpRequest.BodyPublishers.ofString(body));
        String secret = Optional.ofNullable(
                        settings.apply(letter.notice().run()).get("secret"))
                .map(Values::text)
                .orElse(variables.getOrDefault("TMINUS_WEBHOOK_SECRET", ""));
        if (!secret.isEmpty()) {
            request.header(SIGNATURE, signature(secret, body));
        }
        HttpResponse<Void> answer = client.send(request.build(), HttpResponse.BodyHandlers.discarding());
        if (answer.statusCode() / 100 == 2) {
            return new Reply.Delivered("sent");
        }
        Optional<Duration> wait = answer.headers()
                .firstValue("Retry-After")
                .filter(text -> text.matches("[0-9]{1,5}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)));
        return new Reply.Later(wait, "the webhook answered with status " + answer.statusCode(), false);
    }

    static String signature(String secret, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has HmacSHA256", impossible);
        }
    }
}
