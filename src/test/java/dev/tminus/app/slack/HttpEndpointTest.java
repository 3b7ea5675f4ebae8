package dev.tminus.app.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tminus.run.RunEvent;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HttpEndpointTest {

    private static final String SECRET = "8f742231b10e8888abcd99yyyzzz85a5";
    private static final Instant NOW = Instant.parse("2026-12-01T00:00:00Z");

    private final Signature signature = new Signature(SECRET, () -> NOW);

    private static String at(Duration offset) {
        return String.valueOf(NOW.plus(offset).getEpochSecond());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void a_signature_is_that_of_slacks_own_example() {
        String body = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
                + "&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
                + "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554"
                + "%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";

        assertThat(signature.of("1531420618", bytes(body)))
                .isEqualTo("v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503");
    }

    @Test
    void a_time_stamp_lies_within_five_minutes_either_way() {
        for (Duration off : new Duration[] {Duration.ofMinutes(-5), Duration.ZERO, Duration.ofMinutes(5)}) {
            assertThat(signature.isGood(at(off), signature.of(at(off), bytes("x")), bytes("x")))
                    .isTrue();
        }
        for (Duration off : new Duration[] {Duration.ofSeconds(-301), Duration.ofSeconds(301)}) {
            assertThat(signature.isGood(at(off), signature.of(at(off), bytes("x")), bytes("x")))
                    .isFalse();
        }
        assertThat(signature.isGood("soon", signature.of("soon", bytes("x")), bytes("x")))
                .isFalse();
    }

    @Test
    void a_signature_counts_once_and_for_its_own_body_only() {
        String signed = signature.of(at(Duration.ZERO), bytes("body"));

        assertThat(signature.isGood(at(Duration.ZERO), signed, bytes("other"))).isFalse();
        assertThat(signature.isGood(at(Duration.ZERO), signed, bytes("body"))).isTrue();
        assertThat(signature.isGood(at(Duration.ZERO), signed, bytes("body"))).isFalse();
    }

    @Test
    void a_signed_click_is_ruled_on_and_an_unsigned_one_gets_no_reason() throws Exception {
        try (SlackRun run = new SlackRun("- { id: ok, approve: { by: [dba] } }\n", Map.of());
                Clicks clicks = new Clicks(run.engine, run.workspaces);
                HttpEndpoint endpoint = new HttpEndpoint("127.0.0.1:0", SECRET, clicks, () -> NOW)) {
            String body = "payload="
                    + URLEncoder.encode(
                            Payload.click("U0ANNA", run.card(), "approve", Map.of())
                                    .toString(),
                            StandardCharsets.UTF_8);

            assertThat(post(endpoint, body, "v0=" + "0".repeat(64)).statusCode())
                    .isEqualTo(401);
            assertThat(post(endpoint, body, "v0=" + "0".repeat(64)).body()).isEmpty();
            assertThat(post(endpoint, body, signature.of(at(Duration.ZERO), bytes(body)))
                            .statusCode())
                    .isEqualTo(200);
            run.await(() -> !run.events(RunEvent.StepApproved.class).isEmpty());
            assertThat(post(endpoint, body, signature.of(at(Duration.ZERO), bytes(body)))
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    private static HttpResponse<String> post(HttpEndpoint endpoint, String body, String signed) throws Exception {
        URI address = URI.create("http://127.0.0.1:%d%s".formatted(endpoint.port(), HttpEndpoint.PATH));
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(address)
                                .header("X-Slack-Request-Timestamp", at(Duration.ZERO))
                                .header("X-Slack-Signature", signed)
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void it_needs_a_signing_secret() {
        assertThatThrownBy(() -> new HttpEndpoint("127.0.0.1:0", "", null, () -> NOW))
                .hasMessage("the HTTP endpoint for Slack needs SLACK_SIGNING_SECRET");
    }
}
