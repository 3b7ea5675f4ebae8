package dev.tminus.app.postgres.database;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A server that speaks just enough of PostgreSQL's protocol to turn everybody away with one error. */
final class FakeServer implements AutoCloseable {

    private static final int TLS_REQUEST = 80877103;

    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final String sqlState;
    private final String message;

    FakeServer(String sqlState, String message) throws IOException {
        this.sqlState = sqlState;
        this.message = message;
        Thread thread = new Thread(this::serve);
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return door.getLocalPort();
    }

    private void serve() {
        try {
            while (!door.isClosed()) {
                refuse(door.accept());
            }
        } catch (IOException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void refuse(Socket client) throws IOException {
        try (client) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            DataOutputStream out = new DataOutputStream(client.getOutputStream());
            int length = in.readInt();
            int request = in.readInt();
            while (request == TLS_REQUEST) {
                out.write('N');
                length = in.readInt();
                request = in.readInt();
            }
            in.readNBytes(length - 8);
            byte[] fields = fields();
            out.write('E');
            out.writeInt(4 + fields.length);
            out.write(fields);
            out.flush();
        }
    }

    private byte[] fields() throws IOException {
        ByteArrayOutputStream fields = new ByteArrayOutputStream();
        for (String field : new String[] {"SFATAL", "VFATAL", "C" + sqlState, "M" + message}) {
            fields.write(field.getBytes(StandardCharsets.UTF_8));
            fields.write(0);
        }
        fields.write(0);
        return fields.toByteArray();
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
