package dev.tminus.app.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.tminus.notice.Address;
import dev.tminus.notice.Notice;
import dev.tminus.notice.Notifier;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookNotifierTest {

    private final List<Map<String, String>> received = Collections.synchronizedList(new ArrayList<>());
    private volatile int status = 204;
    private HttpServer server;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            received.add(Map.of(
                    "body", new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                    "key", String.valueOf(exchange.getRequestHeaders().getFirst(WebhookNotifier.KEY)),
                    "signature", String.valueOf(exchange.getRequestHeaders().getFirst(WebhookNotifier.SIGNATURE))));
            exchange.getResponseHeaders().add("Retry-After", "9");
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    private Notifier.Reply send(Map<String, Object> settings) {
        return send(settings, "no room");
    }

    private Notifier.Reply send(Map<String, Object> settings, String text) {
        String url = "http://127.0.0.1:%d/hook".formatted(server.getAddress().getPort());
        Notice notice = new Notice(
                new Notice.About("r-1", Notice.Kind.ALARM, Instant.parse("2026-12-01T00:00:00Z"), "step"),
                "Failed",
                text,
                new Notice.Whom(List.of(), List.of("dba"), List.of("anna")),
                Optional.empty());
        return new WebhookNotifier(run -> settings, Map.of())
                .send(new Notifier.Letter(new Address(Address.WEBHOOK, url), "key-1", notice, "", false));
    }

    @Test
    void a_notice_is_posted_as_its_line_with_its_key_and_signature() {
        assertThat(send(Map.of("secret", "s3cret"))).isInstanceOf(Notifier.Reply.Delivered.class);

        Map<String, String> request = received.get(0);
        assertThat(Notice.read(request.get("body")).people()).containsExactly("anna");
        assertThat(request).containsEntry("key", "key-1");
        assertThat(request.get("signature")).isEqualTo(WebhookNotifier.signature("s3cret", request.get("body")));
    }

    @Test
    void what_a_text_could_do_to_a_terminal_that_shows_it_is_made_visible() {
        send(Map.of(), "\u001b[31mred \u202edetrevni\u0007");

        assertThat(Notice.read(received.get(0).get("body")).text()).isEqualTo("red \\u202edetrevni\\x07");
    }

    @Test
    void a_receiver_that_asks_for_time_gets_it() {
        status = 429;

        assertThat(send(Map.of()))
                .isEqualTo(new Notifier.Reply.Later(
                        Optional.of(Duration.ofSeconds(9)), "the webhook answered with status 429", false));
    }

    @Test
    void a_receiver_that_is_away_keeps_the_notice_waiting() {
        server.stop(0);

        assertThat(send(Map.of())).isInstanceOf(Notifier.Reply.Later.class);
    }
}
