package dev.tminus.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A donations web application small enough to ship with the demo: creates gifts and shows receipts through real SQL.
 *
 * <p>It listens on the loopback address only, refuses users while the maintenance flag is there, logs its errors, and ends
 * by itself when nobody has asked it anything for a while, so that a demo that is killed leaves no server behind.
 */
public final class DonationsApp implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final AppSettings settings;
    private final InstantSource clock;
    private final Gifts gifts;
    private final ErrorLog errors;
    private final HttpServer server;
    private final Path pidFile;
    private final Instant begun;
    private final AtomicReference<Instant> lastRequest;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Timer watch = new Timer("outlived", true);

    private DonationsApp(AppSettings settings, InstantSource clock) throws IOException {
        this.settings = settings;
        this.clock = clock;
        this.gifts = new Gifts(settings);
        this.errors = ErrorLog.in(settings.state().resolve("error.log"), clock);
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port()), 0);
        this.pidFile = settings.state().resolve("app.pid");
        this.begun = clock.instant();
        this.lastRequest = new AtomicReference<>(begun);
    }

    public static void main(String[] arguments) throws IOException {
        DonationsApp app;
        try {
            app = start(AppSettings.of(System.getenv()), InstantSource.system());
        } catch (IllegalArgumentException mistake) {
            System.err.println("The demo application cannot start: " + mistake.getMessage());
            System.exit(2);
            return;
        }
        System.out.println("demo application on port " + app.port() + ", " + app.settings);
        Runtime.getRuntime().addShutdownHook(new Thread(app::close));
    }

    static DonationsApp start(AppSettings settings, InstantSource clock) throws IOException {
        Files.createDirectories(settings.state());
        DonationsApp app = new DonationsApp(settings, clock);
        app.server.createContext("/health", exchange -> app.answer(exchange, app::health));
        app.server.createContext("/gifts", exchange -> app.answer(exchange, app::forUsers));
        app.server.createContext("/receipts/", exchange -> app.answer(exchange, app::forUsers));
        app.server.start();
        Files.writeString(app.pidFile, ProcessHandle.current().pid() + "\n");
        app.watch.schedule(app.new Outlived(), 1000, 1000);
        return app;
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** True when nobody has asked for longer than it may idle, or it has lived as long as it may. */
    boolean hasOutlived() {
        Instant now = clock.instant();
        return now.isAfter(lastRequest.get().plus(settings.idle())) || now.isAfter(begun.plus(settings.life()));
    }

    /** Once nothing of it runs, the process ends by itself. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        watch.cancel();
        server.stop(0);
        try {
            Files.deleteIfExists(pidFile);
        } catch (IOException undeletable) {
            errors.add("cannot delete " + pidFile, undeletable);
        }
    }

    private record Answer(int status, Map<String, Object> body) {}

    private interface Question {
        Answer answer(HttpExchange exchange) throws SQLException, IOException;
    }

    private void answer(HttpExchange exchange, Question question) throws IOException {
        lastRequest.set(clock.instant());
        Answer answer;
        try (exchange) {
            try {
                answer = question.answer(exchange);
            } catch (SQLException failed) {
                errors.add(
                        exchange.getRequestMethod() + " "
                                + exchange.getRequestURI().getPath(),
                        failed);
                answer = new Answer(503, Map.of("status", "error", "database", "failing"));
            } catch (IllegalArgumentException | IOException mistake) {
                answer = new Answer(400, Map.of("status", "refused", "reason", String.valueOf(mistake.getMessage())));
            }
            byte[] body = JSON.writeValueAsBytes(answer.body());
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** Healthy also while it is closed to users: that is how it is looked at before it is opened. */
    private Answer health(HttpExchange exchange) throws SQLException {
        gifts.check();
        return new Answer(200, Map.of("status", "ok", "database", "connected", "maintenance", inMaintenance()));
    }

    private Answer forUsers(HttpExchange exchange) throws SQLException, IOException {
        if (inMaintenance()) {
            return new Answer(503, Map.of("status", "maintenance"));
        }
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/gifts") && exchange.getRequestMethod().equals("POST")) {
            JsonNode gift = JSON.readTree(exchange.getRequestBody());
            String number = gifts.create(text(gift, "email"), new BigDecimal(text(gift, "amount")));
            return new Answer(201, Map.of("receipt", number));
        }
        if (path.startsWith("/receipts/") && exchange.getRequestMethod().equals("GET")) {
            Optional<Gifts.Receipt> receipt = gifts.receipt(path.substring("/receipts/".length()));
            return receipt.map(found -> new Answer(
                            200, Map.of("number", found.number(), "donor", found.donor(), "amount", found.amount())))
                    .orElseGet(() -> new Answer(404, Map.of("status", "no such receipt")));
        }
        return new Answer(404, Map.of("status", "unknown address"));
    }

    private boolean inMaintenance() {
        return Files.exists(settings.state().resolve("maintenance"));
    }

    private final class Outlived extends TimerTask {
        @Override
        public void run() {
            if (hasOutlived()) {
                close();
            }
        }
    }

    private static String text(JsonNode gift, String name) {
        String text = gift.path(name).asText();
        if (text.isBlank()) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return text;
    }
}
