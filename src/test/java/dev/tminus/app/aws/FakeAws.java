package dev.tminus.app.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A small AWS on this machine: it speaks the protocols that the SDK speaks, over HTTP, and remembers every call. */
public final class FakeAws implements AutoCloseable {

    public static final Map<String, String> CREDENTIALS =
            Map.of("AWS_ACCESS_KEY_ID", "test", "AWS_SECRET_ACCESS_KEY", "test-secret", "AWS_REGION", "eu-central-1");

    public final FakeRds rds;
    public final FakeKeeper keeper = new FakeKeeper();
    public final FakeMetrics metrics = new FakeMetrics();

    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    public FakeAws() {
        this(Databases.NONE);
    }

    public FakeAws(Databases databases) {
        rds = new FakeRds(databases);
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The operations that were asked for, in order: {@code CreateDBSnapshot}. */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        String path = exchange.getRequestURI().getPath();
        try {
            if (target != null) {
                String operation = target.substring(target.lastIndexOf('.') + 1);
                calls.add(operation);
                send(exchange, 200, "application/x-amz-json-1.1", bytes(keeper.answer(operation, text(body))));
            } else if (path.contains("/operation/")) {
                String operation = path.substring(path.lastIndexOf('/') + 1);
                calls.add(operation);
                exchange.getResponseHeaders().set("smithy-protocol", "rpc-v2-cbor");
                send(exchange, 200, "application/cbor", metrics.answer(operation, body));
            } else {
                Parameters parameters = Parameters.of(text(body));
                calls.add(parameters.operation());
                send(exchange, 200, "text/xml", bytes(QueryXml.answer(parameters.operation(), rds.answer(parameters))));
            }
        } catch (Refusal refusal) {
            boolean json = target != null;
            String said = json
                    ? "{\"__type\":\"%s\",\"message\":\"%s\"}".formatted(refusal.code, refusal.getMessage())
                    : QueryXml.refusal(refusal.code, String.valueOf(refusal.getMessage()));
            send(exchange, refusal.status, json ? "application/x-amz-json-1.1" : "text/xml", bytes(said));
        } catch (RuntimeException broken) {
            broken.printStackTrace();
            send(exchange, 500, "text/xml", bytes(QueryXml.refusal("InternalFailure", broken.toString())));
        }
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
