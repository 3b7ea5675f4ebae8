package dev.tminus.app.slack;

import com.google.gson.Gson;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Slack's API on this machine: real HTTP, real answers, messages kept in order. {@link Faults} say what goes wrong.
 */
public final class FakeSlack implements AutoCloseable {

    static final String CHANNEL = "C0RELEASE";
    private static final Gson GSON = new Gson();

    private static final long PATIENCE_NANOS = 120_000_000_000L;

    static {
        // Else each answer waits 40 ms for the acknowledgement of its headers.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    final List<Posted> posted = new ArrayList<>();
    final List<Map<String, String>> edits = new ArrayList<>();
    final List<Map<String, String>> ephemerals = new ArrayList<>();
    private final FakeUsers users = new FakeUsers();
    final Faults faults;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private String socket = "";
    private int calls;
    private int refused;

    /** One in which nothing goes wrong. */
    public static FakeSlack healthy() {
        return new FakeSlack(Faults.NEVER);
    }

    FakeSlack(Faults faults) {
        this.faults = faults;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/api/", this::handle);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:%d/api/".formatted(server.getAddress().getPort());
    }

    /** Where Socket Mode connects to. */
    void socketAt(String url) {
        socket = url;
    }

    void user(String id, String address, boolean confirmed) {
        users.add(id, address, confirmed);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String method = exchange.getRequestURI().getPath().substring("/api/".length());
            Map<String, String> form =
                    Form.read(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            String token = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            Faults.Fault fault = next(method);
            switch (fault) {
                case REFUSED -> Form.respond(exchange, 500, "{}");
                case SLOW_DOWN -> {
                    exchange.getResponseHeaders().add("Retry-After", "2");
                    Form.respond(exchange, 429, "{\"ok\":false,\"error\":\"ratelimited\"}");
                }
                case DONE_BUT_FAILED -> {
                    answer(method, form, token);
                    Form.respond(exchange, 503, "{}");
                }
                case DONE_BUT_LOST -> answer(method, form, token); // closed without an answer
                case NONE -> Form.respond(exchange, 200, GSON.toJson(answer(method, form, token)));
            }
        }
    }

    private synchronized Faults.Fault next(String method) {
        calls++;
        return faults.of(method, calls);
    }

    private synchronized Map<String, Object> answer(String method, Map<String, String> form, String token) {
        if (!token.startsWith("Bearer xoxb-good") && !token.startsWith("Bearer xapp-good")) {
            refused++;
            notifyAll();
            return no("invalid_auth");
        }
        return switch (method) {
            case "chat.postMessage" -> post(form);
            case "chat.update" -> {
                edits.add(form);
                yield yes(Map.of("ts", form.get("ts"), "channel", form.get("channel")));
            }
            case "chat.postEphemeral" -> {
                ephemerals.add(form);
                notifyAll();
                yield yes(Map.of("message_ts", "1.0"));
            }
            case "conversations.replies" -> yes(Map.of("messages", messages(form)));
            case "conversations.history" -> yes(Map.of("messages", messages(form)));
            case "conversations.list" -> yes(Map.of("channels", List.of(Map.of("id", CHANNEL, "name", "release"))));
            case "users.info" ->
                users.ofId(form.get("user"))
                        .map(user -> yes(Map.of("user", user)))
                        .orElse(no("user_not_found"));
            case "users.lookupByEmail" ->
                users.ofAddress(form.get("email"))
                        .map(user -> yes(Map.of("user", user)))
                        .orElse(no("users_not_found"));
            case "apps.connections.open" -> yes(Map.of("url", socket));
            default -> no("unknown_method");
        };
    }

    private Map<String, Object> post(Map<String, String> form) {
        String channel = FakeUsers.CHANNELS.get(form.get("channel"));
        if (channel == null) {
            return no("channel_not_found");
        }
        String ts = "1700000000.%06d".formatted(posted.size() + 1);
        posted.add(new Posted(ts, form));
        notifyAll();
        return yes(Map.of("ts", ts, "channel", channel));
    }

    private List<Map<String, Object>> messages(Map<String, String> form) {
        List<Map<String, Object>> found = new ArrayList<>();
        for (Posted message : posted) {
            boolean later = message.ts().compareTo(form.getOrDefault("oldest", "")) > 0;
            if (later && message.form().containsKey("metadata")) {
                found.add(Map.of(
                        "ts", message.ts(),
                        "metadata", JsonParser.parseString(message.form().get("metadata"))));
            }
        }
        return found;
    }

    private static Map<String, Object> yes(Map<String, Object> more) {
        Map<String, Object> answer = new LinkedHashMap<>(more);
        answer.put("ok", true);
        return answer;
    }

    private static Map<String, Object> no(String error) {
        return Map.of("ok", false, "error", error);
    }

    public synchronized List<Posted> posted() {
        return List.copyOf(posted);
    }

    /** Waits for a message with these words. */
    public synchronized void awaitPosted(String words) throws InterruptedException {
        await(() -> posted.stream().anyMatch(message -> message.text().contains(words)));
    }

    /** Waits for the message with buttons for a step. */
    synchronized Posted awaitCard(String step) throws InterruptedException {
        String value = "\\\"step\\\":\\\"%s\\\"".formatted(step);
        await(() -> card(value).isPresent());
        return card(value).orElseThrow();
    }

    private Optional<Posted> card(String value) {
        return posted.stream()
                .filter(message ->
                        message.hasButtons() && message.form().get("blocks").contains(value))
                .findFirst();
    }

    /** Waits until a call was refused for its token. */
    public synchronized void awaitRefused() throws InterruptedException {
        await(() -> refused > 0);
    }

    private void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("nothing of that kind came in time: " + everything());
            }
            wait(1000);
        }
    }

    /** What people saw of every message, as posted and as edited. */
    synchronized List<SeenMessage> seen() {
        return Stream.concat(posted.stream().map(Posted::form), edits.stream())
                .map(SeenMessage::of)
                .toList();
    }

    /** Every field of whatever was posted or edited. */
    public synchronized String everything() {
        return "%s %s %s".formatted(posted, edits, ephemerals);
    }

    synchronized List<Map<String, String>> edits() {
        return List.copyOf(edits);
    }

    /** Waits until so many refused clicks were answered, for as long as now and then one is. */
    synchronized List<Map<String, String>> ephemerals(int count) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        int seen = ephemerals.size();
        while (ephemerals.size() < count && System.nanoTime() < end) {
            wait(1000);
            if (ephemerals.size() > seen) {
                seen = ephemerals.size();
                end = System.nanoTime() + PATIENCE_NANOS;
            }
        }
        return List.copyOf(ephemerals);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
