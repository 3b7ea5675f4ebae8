package dev.tminus.app.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between the SDK and the fake, and does to chosen calls what networks and AWS do. */
public final class FaultProxy implements AutoCloseable {

    /** What befalls a call. */
    public enum Fault {
        THROTTLE,
        /** The call has its effect; nobody hears of it. */
        DROP_REPLY,
        /** The call never arrives. */
        DROP_REQUEST,
        BREAK,
        /** The call has its effect, and yet the answer says that the service broke. */
        BREAK_AFTER,
        EXPIRED,
        DENIED
    }

    private final String behind;
    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger seen = new AtomicInteger();
    private final Map<Integer, Fault> faults = new ConcurrentHashMap<>();
    private final Map<String, Fault> standing = new ConcurrentHashMap<>();

    public FaultProxy(String behind) {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        this.behind = behind;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.setExecutor(threads);
        server.createContext("/", this::pass);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** At the call with that number, the first being 0; once. */
    public FaultProxy at(int call, Fault fault) {
        faults.put(call, fault);
        return this;
    }

    /** At every call of an operation, until it is lifted. */
    public FaultProxy always(String operation, Fault fault) {
        standing.put(operation, fault);
        return this;
    }

    public void lift() {
        standing.clear();
    }

    public int calls() {
        return seen.get();
    }

    private void pass(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        Parameters parameters = Parameters.of(new String(body, StandardCharsets.UTF_8));
        int number = seen.getAndIncrement();
        Fault fault = faults.containsKey(number) ? faults.get(number) : standing.get(parameters.operation());
        if (fault == null) {
            answer(exchange, forward(exchange, body));
            return;
        }
        switch (fault) {
            case THROTTLE -> refuse(exchange, 400, "Throttling", "Rate exceeded");
            case EXPIRED ->
                refuse(exchange, 403, "ExpiredToken", "The security token included in the request is expired");
            case DENIED ->
                refuse(
                        exchange,
                        403,
                        "AccessDenied",
                        "User: arn:aws:iam::123456789012:user/x is not authorized to perform: rds:%s on resource: y"
                                .formatted(parameters.operation()));
            case BREAK -> refuse(exchange, 500, "InternalFailure", "it broke");
            case BREAK_AFTER -> {
                forward(exchange, body);
                refuse(exchange, 500, "InternalFailure", "it broke");
            }
            case DROP_REQUEST -> exchange.close();
            case DROP_REPLY -> {
                forward(exchange, body);
                exchange.close();
            }
        }
    }

    /** In the protocol of the call. */
    private static void refuse(HttpExchange exchange, int status, String code, String message) throws IOException {
        boolean cbor = exchange.getRequestURI().getPath().contains("/operation/");
        byte[] said = cbor
                ? Cbor.of(Map.of("__type", code, "message", message))
                : QueryXml.refusal(code, message).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", cbor ? "application/cbor" : "text/xml");
        if (cbor) {
            exchange.getResponseHeaders().set("smithy-protocol", "rpc-v2-cbor");
        }
        exchange.sendResponseHeaders(status, said.length);
        exchange.getResponseBody().write(said);
        exchange.close();
    }

    private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(behind + exchange.getRequestURI()))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        for (String header : List.of("Content-Type", "X-Amz-Target", "smithy-protocol")) {
            String value = exchange.getRequestHeaders().getFirst(header);
            if (value != null) {
                request.header(header, value);
            }
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException(stopped);
        }
    }

    private static void answer(HttpExchange exchange, HttpResponse<byte[]> answer) throws IOException {
        for (String header : List.of("Content-Type", "smithy-protocol")) {
            answer.headers()
                    .firstValue(header)
                    .ifPresent(value -> exchange.getResponseHeaders().set(header, value));
        }
        exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
        exchange.getResponseBody().write(answer.body());
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
