package dev.tminus.app.slack;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;

/** Slack's end of a Socket Mode connection, on this machine. */
final class FakeSocket extends WebSocketServer {

    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch connected = new CountDownLatch(1);
    private final List<String> acknowledged = new ArrayList<>();

    FakeSocket() throws InterruptedException {
        super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        setReuseAddr(true);
        setTcpNoDelay(true);
        start();
        started.await();
    }

    String url() {
        return "ws://127.0.0.1:%d/".formatted(getPort());
    }

    void awaitClient() throws InterruptedException {
        connected.await();
    }

    /** Sends a click once somebody listens. */
    void click(String id, JsonObject payload) throws InterruptedException {
        connected.await();
        JsonObject envelope = new JsonObject();
        envelope.addProperty("type", "interactive");
        envelope.addProperty("envelope_id", id);
        envelope.addProperty("accepts_response_payload", true);
        envelope.add("payload", payload);
        broadcast(envelope.toString());
    }

    /** Waits until so many clicks were acknowledged. */
    synchronized List<String> acknowledged(int count) throws InterruptedException {
        while (acknowledged.size() < count) {
            wait();
        }
        return List.copyOf(acknowledged);
    }

    @Override
    public void onOpen(WebSocket connection, ClientHandshake handshake) {
        connection.send("{\"type\":\"hello\",\"num_connections\":1}");
        connected.countDown();
    }

    @Override
    public synchronized void onMessage(WebSocket connection, String message) {
        JsonObject ack = JsonParser.parseString(message).getAsJsonObject();
        acknowledged.add(ack.get("envelope_id").getAsString());
        notifyAll();
    }

    @Override
    public void onStart() {
        started.countDown();
    }

    @Override
    public void onClose(WebSocket connection, int code, String reason, boolean remote) {
        // The client may go at any time.
    }

    @Override
    public void onError(WebSocket connection, Exception error) {
        // A client that goes while it is written to is no error here.
    }

    void close() throws InterruptedException {
        stop(1000);
    }
}
