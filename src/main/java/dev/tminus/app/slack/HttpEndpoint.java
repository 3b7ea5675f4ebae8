package dev.tminus.app.slack;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Takes clicks over HTTP, for those who allow no long outgoing connection. Whoever cannot sign gets 401 and no reason.
 * Something in front of it ends TLS.
 */
final class HttpEndpoint implements AutoCloseable {

    static final String PATH = "/slack/interactive";

    /** Slack's payloads are a few kilobytes. */
    private static final int MOST_BYTES = 512 * 1024;

    private final Signature signature;
    private final Clicks clicks;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(4, work -> {
        Thread thread = new Thread(work, "slack-http");
        thread.setDaemon(true);
        return thread;
    });

    /** @param listen {@code HOST:PORT}; port 0 takes a free one */
    HttpEndpoint(String listen, String signingSecret, Clicks clicks, InstantSource clock) {
        if (signingSecret.isEmpty()) {
            throw new IllegalArgumentException("the HTTP endpoint for Slack needs SLACK_SIGNING_SECRET");
        }
        this.signature = new Signature(signingSecret, clock);
        this.clicks = clicks;
        try {
            this.server = HttpServer.create(address(listen), 0);
        } catch (IOException taken) {
            throw new UncheckedIOException(
                    "Slack's HTTP endpoint cannot listen on %s: %s".formatted(listen, taken.getMessage()), taken);
        }
        server.createContext(PATH, this::handle);
        server.setExecutor(threads);
        server.start();
    }

    private static InetSocketAddress address(String listen) {
        int colon = listen.lastIndexOf(':');
        if (colon < 1 || !listen.substring(colon + 1).matches("[0-9]{1,5}")) {
            throw new IllegalArgumentException("listen must be HOST:PORT, was '%s'".formatted(listen));
        }
        return new InetSocketAddress(listen.substring(0, colon), Integer.parseInt(listen.substring(colon + 1)));
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
            boolean good = exchange.getRequestMethod().equals("POST")
                    && body.length <= MOST_BYTES
                    && signature.isGood(
                            header(exchange, "X-Slack-Request-Timestamp"), header(exchange, "X-Slack-Signature"), body);
            exchange.sendResponseHeaders(good ? 200 : 401, -1);
            if (good) {
                payload(new String(body, StandardCharsets.UTF_8)).ifPresent(clicks::take);
            }
        }
    }

    private static String header(HttpExchange exchange, String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).orElse("");
    }

    private static Optional<String> payload(String form) {
        for (String pair : form.split("&", -1)) {
            if (pair.startsWith("payload=")) {
                try {
                    return Optional.of(URLDecoder.decode(pair.substring(8), StandardCharsets.UTF_8));
                } catch (IllegalArgumentException notEncoded) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
